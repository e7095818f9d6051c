package io.amparo.knowledge.person;

import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Gives a person another name in the forum. It must be free, and must not look like a name of the vendor. */
final class ChoosePseudonym {
    private final Participants participants;
    private final Participation participation;
    private final Pseudonyms pseudonyms;

    ChoosePseudonym(Participants participants, Participation participation, Pseudonyms pseudonyms) {
        this.participants = participants;
        this.participation = participation;
        this.pseudonyms = pseudonyms;
    }

    Participant handle(Caller caller, String pseudonym) {
        participation.admit(caller);
        if (PseudonymRule.isReserved(pseudonym)) throw ApiException.invalid("pseudonym", "reserved-name");
        // The claim comes first: of two people who want the same name, one gets it.
        if (!pseudonyms.claim(pseudonym, caller.subject())) throw ApiException.conflict("pseudonym-taken");
        var former = new AtomicReference<@Nullable String>();
        var version = participants.find(caller.subject()).orElseThrow().version();
        var changed = participants.updateAndFind(caller.subject(), "pseudonym/" + pseudonym + "/" + version, null,
                participant -> {
                    former.set(participant.pseudonym());
                    return participant.choose(pseudonym);
                });
        if (former.get() != null && !PseudonymRule.areAlike(former.get(), pseudonym))
            pseudonyms.release(former.get(), caller.subject());
        return changed.state();
    }
}
