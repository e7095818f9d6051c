package io.amparo.notification.roster;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Recipient;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves the rungs of a plan to the staff that is on duty now. */
public final class OnDuty {
    private final Rosters rosters;
    private final Audience audience;
    private final Clock clock;

    OnDuty(Rosters rosters, Audience audience, Clock clock) {
        this.rosters = rosters;
        this.audience = audience;
        this.clock = clock;
    }

    /**
     * Returns the staff to whom a plan escalates now: for a rung with a roster the persons on duty, for one without, or in a gap,
     * the staff with its role. A breach always reaches somebody.
     *
     * @param rungs null for all staff
     */
    public List<Recipient> staff(@Nullable List<String> rungs) {
        if (rungs == null || rungs.isEmpty()) return audience.slaStaff(rungs);
        var found = new LinkedHashSet<Recipient>();
        for (var rung : rungs) onDuty(rung).forEach(found::add);
        var others = rungs.stream().filter(rung -> onDuty(rung).isEmpty()).toList();
        // The staff without any matching role is the last resort, and not needed beside somebody on duty.
        if (found.isEmpty()) return audience.slaStaff(others);
        others.stream().flatMap(rung -> audience.staffWithRole(rung).stream()).forEach(found::add);
        return List.copyOf(found);
    }

    private List<Recipient> onDuty(String rung) {
        var persons = rosters.lookUp(rung).map(roster -> roster.only(audience::isStaff).onDuty(clock.instant()).stream())
                .orElseGet(Stream::empty);
        return persons.map(audience::staffMember).flatMap(Optional::stream).toList();
    }
}
