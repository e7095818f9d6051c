package io.amparo.knowledge.person;

import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.util.Optional;

/** Admits callers to the forum: records them, and refuses what mutes and the limits for new people do not allow. */
public final class Participation {
    private final Participants participants;
    private final Pseudonyms pseudonyms;
    private final WritingLimits limits;
    private final Clock clock;

    Participation(Participants participants, Pseudonyms pseudonyms, WritingLimits limits, Clock clock) {
        this.participants = participants;
        this.pseudonyms = pseudonyms;
        this.limits = limits;
        this.clock = clock;
    }

    /** Returns the caller's author id; empty if the caller has done nothing in the forum yet. */
    public Optional<String> find(Caller caller) {
        return participants.find(caller.subject()).map(found -> found.state().authorId());
    }

    /**
     * Returns the caller, who is recorded with the current name.
     *
     * @throws io.amparo.platform.web.ApiException 403 if the caller is muted
     */
    public Participant admit(Caller caller) {
        var participant = record(caller).state();
        participant.requireVoice(clock.instant());
        return participant;
    }

    /**
     * Counts a post of the caller once, before it is stored.
     *
     * @throws io.amparo.platform.web.ApiException 403, 422 or 429 if the caller may not post this now
     */
    public Participant admitPost(Caller caller, String postId, String text) {
        record(caller);
        return participants.updateAndFind(caller.subject(), "post/" + postId, null,
                participant -> participant.post(text, limits, clock.instant())).state();
    }

    /** As {@link #admit}, for another text of a post that counts already. */
    public Participant admitEdit(Caller caller, String text) {
        var participant = admit(caller);
        participant.requireFewLinks(text, limits, clock.instant());
        return participant;
    }

    /** Counts the visible posts of an author for the limits of new people, unless the author was erased. */
    public void recount(String authorId, String cause, boolean isVisible) {
        participants.findByAuthor(authorId)
                .ifPresent(author -> participants.update(author.id(), cause, participant -> participant.recount(isVisible)));
    }

    Versioned<Participant> record(Caller caller) {
        var name = name(caller);
        var found = participants.find(caller.subject());
        if (found.isEmpty()) {
            if (caller.isStaff()) pseudonyms.claim(caller.name(), caller.subject());
            participants.insert(caller.subject(), "join",
                    Participant.join(caller.subject(), name, caller.isStaff()).rename(name, caller.isStaff()));
            found = participants.find(caller.subject());
        }
        var known = found.orElseThrow();
        if (known.state().name().equals(name) && known.state().staff() == caller.isStaff()) return known;
        return participants.updateAndFind(caller.subject(), "rename/" + known.version(), null,
                participant -> participant.rename(name, caller.isStaff()));
    }

    /** Returns the name beside the posts; empty if the token has none, because its subject is not for everyone. */
    static String name(Caller caller) {
        if (caller.name().equals(caller.subject())) return "";
        if (caller.isStaff()) return caller.name();
        var name = PseudonymRule.shorten(caller.name());
        return PseudonymRule.isReserved(name) ? "" : name;
    }

    /** Returns the author id of the person with this pseudonym. */
    public Optional<String> findByPseudonym(String pseudonym) {
        return pseudonyms.owner(pseudonym).flatMap(participants::find).map(Versioned::state)
                .filter(found -> found.hasPseudonym(pseudonym)).map(Participant::authorId);
    }
}
