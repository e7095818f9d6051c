package io.amparo.notification.roster;

import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.notification.roster.Roster.Absence;
import io.amparo.notification.roster.Roster.Interval;
import io.amparo.notification.roster.Roster.Shift;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rosters in JSON. */
@Adapter
final class RosterJson {
    private static final int MAX_ID = 64;
    private static final int MAX_ZONE = 50;

    @Schema(name = "Shift")
    record ShiftJson(
            @NotEmpty @Size(max = 7) @Schema(description = "Days on which the shift begins", example = "[\"MONDAY\"]") Set<@NotNull DayOfWeek> days,
            @NotNull @Schema(description = "In the zone of the roster", example = "22:00") LocalTime from,
            @NotNull @Schema(description = "End; not after `from` if the shift ends on the next day", example = "06:00") LocalTime to,
            @NotEmpty @Size(max = 20) @Schema(description = "Person ids; the first one who is not absent is on duty", example = "[\"user-GISELE\"]") List<@NotNull @Size(min = 1, max = MAX_ID) String> persons) {
        static ShiftJson of(Shift shift) {
            return new ShiftJson(shift.days(), shift.from(), shift.to(), shift.persons());
        }

        Shift toShift() {
            return new Shift(days, from, to, persons);
        }
    }

    @Schema(name = "Absence")
    record AbsenceJson(
            @NotNull @Size(min = 1, max = MAX_ID) @Schema(description = "Person id", example = "user-GISELE") String person,
            @NotNull Instant from, @NotNull @Schema(description = "First instant after the absence") Instant to,
            @Nullable @Size(min = 1, max = MAX_ID) @Schema(description = "Person id of who takes over; missing if the next person of the shift does", example = "user-FABIO") String substitute) {
        static AbsenceJson of(Absence absence) {
            return new AbsenceJson(absence.person(), absence.from(), absence.to(), absence.substitute());
        }

        Absence toAbsence() {
            return new Absence(person, from, to, substitute);
        }
    }

    record RosterRequest(@NotNull @Size(max = MAX_ZONE) @Schema(example = "America/Sao_Paulo") String zone,
            @NotNull @Size(max = 50) List<@NotNull @Valid ShiftJson> shifts,
            @NotNull @Size(max = 200) List<@NotNull @Valid AbsenceJson> absences) {
        Roster toRoster(String rung) {
            return new Roster(rung, ZoneId.of(zone), shifts.stream().map(ShiftJson::toShift).toList(),
                    absences.stream().map(AbsenceJson::toAbsence).toList());
        }
    }

    @Schema(description = "Time without a person on duty; then the staff with the role of the rung is notified")
    record RosterGapResponse(Instant from, Instant to) {
        static RosterGapResponse of(Interval gap) {
            return new RosterGapResponse(gap.from(), gap.to());
        }
    }

    record RosterResponse(@OneOf(EscalationTarget.class) String rung, String zone, List<ShiftJson> shifts,
            List<AbsenceJson> absences,
            @Schema(description = "Gaps of the next four weeks, in order") List<RosterGapResponse> gaps) {
        static RosterResponse of(Versioned<Roster> found, List<Interval> gaps) {
            var roster = found.state();
            return new RosterResponse(roster.rung(), roster.zone().getId(), roster.shifts().stream().map(ShiftJson::of).toList(),
                    roster.absences().stream().map(AbsenceJson::of).toList(), gaps.stream().map(RosterGapResponse::of).toList());
        }
    }

    record RosterSummaryResponse(@OneOf(EscalationTarget.class) String rung, String zone,
            @Schema(description = "Person ids of who is on duty now", example = "[\"user-GISELE\"]") List<String> onDuty) {}

    record RostersResponse(List<RosterSummaryResponse> items) {}

    record DutyPersonResponse(@Schema(description = "Person id", example = "user-GISELE") String id, String name) {}

    record OnDutyResponse(@OneOf(EscalationTarget.class) String rung, Instant at,
            @Schema(description = "Empty in a gap") List<DutyPersonResponse> persons) {}

    private RosterJson() {}
}
