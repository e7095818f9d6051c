package io.amparo.notification.roster;

import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.roster.RosterJson.DutyPersonResponse;
import io.amparo.notification.roster.RosterJson.OnDutyResponse;
import io.amparo.notification.roster.RosterJson.RosterRequest;
import io.amparo.notification.roster.RosterJson.RosterResponse;
import io.amparo.notification.roster.RosterJson.RosterSummaryResponse;
import io.amparo.notification.roster.RosterJson.RostersResponse;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rosters of the rungs of the escalation ladder. A rung is an escalation target of a plan. */
@RestController
@RequestMapping("/api/v1/rosters")
@Staff({Role.AGENT, Role.MANAGER, Role.ADMIN})
class RosterController {
    private static final List<String> RUNGS = Arrays.stream(EscalationTarget.values()).map(EscalationTarget::toString).toList();

    private static final Duration OUTLOOK = Duration.ofDays(28);
    private static final Duration MAX_DISTANCE = Duration.ofDays(3_660);

    private final Rosters rosters;
    private final Audience audience;
    private final Clock clock;

    RosterController(Rosters rosters, Audience audience, Clock clock) {
        this.rosters = rosters;
        this.audience = audience;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the rosters and who is on duty now", description = "At most one roster for each rung. A rung without a "
            + "roster notifies all configured staff with its role.")
    RostersResponse listRosters() {
        var now = clock.instant();
        return new RostersResponse(
                rosters.all().stream().map(Versioned::state).map(roster -> new RosterSummaryResponse(roster.rung(),
                        roster.zone().getId(), roster.only(audience::isStaff).onDuty(now))).toList());
    }

    @GetMapping("/{rung}")
    @Staff({Role.MANAGER, Role.ADMIN})
    @Operation(summary = "Read the roster of a rung with its gaps in the next four weeks", description = "A rung that has no roster yet "
            + "has one of version 0 without shifts.")
    ResponseEntity<RosterResponse> getRoster(@PathVariable String rung) {
        requireRung(rung);
        return response(rosters.find(rung)
                .orElseGet(() -> new Versioned<>(rung, 0, new Roster(rung, ZoneOffset.UTC, List.of(), List.of()))));
    }

    @PutMapping("/{rung}")
    @Staff({Role.MANAGER, Role.ADMIN})
    @Operation(summary = "Save the roster of a rung", description = "All persons must be among the configured staff.")
    ResponseEntity<RosterResponse> saveRoster(@PathVariable String rung, IfMatch ifMatch,
            @Valid @RequestBody RosterRequest request) {
        requireRung(rung);
        var errors = errors(request);
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return response(rosters.save(request.toRoster(rung), ifMatch.version()));
    }

    @GetMapping("/{rung}/on-duty")
    @Operation(summary = "Read who is on duty for a rung at an instant, by default now")
    OnDutyResponse getOnDuty(@PathVariable String rung, @RequestParam(required = false) @Nullable Instant at) {
        requireRung(rung);
        var now = clock.instant();
        var instant = at == null ? now : at;
        if (Duration.between(now, instant).abs().compareTo(MAX_DISTANCE) > 0) throw ApiException.invalid("at", "date");
        var persons = rosters.find(rung).map(found -> found.state().only(audience::isStaff).onDuty(instant)).orElse(List.of());
        return new OnDutyResponse(rung, instant, persons.stream().map(audience::staffMember).flatMap(Optional::stream)
                .map(person -> new DutyPersonResponse(person.id(), person.name())).toList());
    }

    private static void requireRung(String rung) {
        if (!RUNGS.contains(rung)) throw ApiException.notFound();
    }

    private List<FieldError> errors(RosterRequest request) {
        var errors = new ArrayList<FieldError>();
        if (!ZoneId.getAvailableZoneIds().contains(request.zone())) errors.add(new FieldError("zone", "malformed"));
        for (int i = 0; i < request.shifts().size(); i++) {
            var persons = request.shifts().get(i).persons();
            for (int n = 0; n < persons.size(); n++) checkPerson(errors, "shifts[" + i + "].persons[" + n + "]", persons.get(n));
        }
        for (int i = 0; i < request.absences().size(); i++) {
            var absence = request.absences().get(i);
            checkPerson(errors, "absences[" + i + "].person", absence.person());
            if (absence.substitute() != null) checkPerson(errors, "absences[" + i + "].substitute", absence.substitute());
            if (!absence.to().isAfter(absence.from())) errors.add(new FieldError("absences[" + i + "].to", "malformed"));
        }
        return errors;
    }

    private void checkPerson(List<FieldError> errors, String field, String person) {
        if (!audience.isStaff(person)) errors.add(FieldError.oneOf(field, audience.staffIds()));
    }

    private ResponseEntity<RosterResponse> response(Versioned<Roster> found) {
        var gaps = found.state().only(audience::isStaff).gaps(clock.instant(), OUTLOOK);
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(RosterResponse.of(found, gaps));
    }
}
