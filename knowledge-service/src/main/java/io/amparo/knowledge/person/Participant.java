package io.amparo.knowledge.person;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person in the forum. The account identifies the person, whether or not a contract names it. Posts name the author by
 * {@link #authorId}, which an erasure renews: then no post leads to the person any more.
 *
 * @param authorId random, so that the subject does not lead to former posts
 * @param generation number of erasures
 * @param name name in the forum without a pseudonym; empty if it would look like a name of the vendor
 * @param erasures erasures whose traces in texts are not removed yet
 * @param recentPosts instants of the posts of the last hour, as long as the person is new
 */
public record Participant(String subject, String authorId, int generation, String name, @Nullable String pseudonym, boolean staff,
        int posts, @Nullable Instant firstPostAt, List<Instant> recentPosts, List<Mute> mutes, List<Erasure> erasures) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pattern LINK = Pattern.compile("(?i)(https?:)?//[^\\s/]|\\bwww\\.");

    /** An identity that the person had in the forum before. */
    public record Erasure(String authorId, @Nullable String pseudonym) {
        /** Whether a name is the pseudonym, or one that is spelt alike. */
        public boolean isNamed(String name) {
            return pseudonym != null && PseudonymRule.areAlike(pseudonym, name);
        }
    }

    public Participant {
        recentPosts = List.copyOf(recentPosts);
        mutes = List.copyOf(mutes);
        erasures = List.copyOf(erasures);
    }

    static Participant join(String subject, String name, boolean staff) {
        return new Participant(subject, UUID.randomUUID().toString(), 0, name, null, staff, 0, null, List.of(), List.of(),
                List.of());
    }

    /** Whether the pseudonym is this one, or one that is spelt alike. */
    public boolean hasPseudonym(String name) {
        return pseudonym != null && PseudonymRule.areAlike(pseudonym, name);
    }

    public String displayName() {
        return pseudonym == null ? name : pseudonym;
    }

    Change<Participant, KnowledgeEvent> rename(String newName, boolean isStaff) {
        return change(new Participant(subject, authorId, generation, newName, pseudonym, isStaff, posts, firstPostAt, recentPosts,
                mutes, erasures));
    }

    Change<Participant, KnowledgeEvent> choose(String newPseudonym) {
        return change(new Participant(subject, authorId, generation, name, newPseudonym, staff, posts, firstPostAt, recentPosts,
                mutes, erasures));
    }

    /** @throws ApiException 403 with the reason and the end, if the staff has muted this person */
    void requireVoice(Instant now) {
        var mute = currentMute(now);
        if (mute == null) return;
        throw ApiException.denied("muted", List.of(new Reason("muted", null, mute.reason() + " (" + mute.until() + ")")),
                List.of());
    }

    @Nullable
    Mute currentMute(Instant now) {
        var last = mutes.isEmpty() ? null : mutes.getLast();
        return last == null || last.until() == null || !last.until().isAfter(now) ? null : last;
    }

    boolean isNew(WritingLimits limits, Instant now) {
        return !staff
                && (posts < limits.trustedPosts() || firstPostAt == null || firstPostAt.plus(limits.trustedAge()).isAfter(now));
    }

    /**
     * Counts a post before it is stored, so that concurrent requests cannot exceed the limits.
     *
     * @throws ApiException 403 for a muted person, 422 for too many links, 429 for too many posts of a new person
     */
    Change<Participant, KnowledgeEvent> post(String text, WritingLimits limits, Instant now) {
        requireVoice(now);
        var isNew = isNew(limits, now);
        var recent = isNew ? recentPosts.stream().filter(at -> at.plus(HOUR).isAfter(now)).toList() : List.<Instant>of();
        if (isNew) requireLimits(recent, text, limits, now);
        return change(new Participant(subject, authorId, generation, name, pseudonym, staff, posts + 1,
                firstPostAt == null ? now : firstPostAt, isNew ? append(recent, now) : recent, mutes, erasures));
    }

    /** Counts a post no more that the moderation has hidden, or counts it once more: hidden posts earn no trust. */
    Change<Participant, KnowledgeEvent> recount(boolean isVisible) {
        return change(new Participant(subject, authorId, generation, name, pseudonym, staff,
                Math.max(0, posts + (isVisible ? 1 : -1)), firstPostAt, recentPosts, mutes, erasures));
    }

    /** @throws ApiException 422 if a new person links too much */
    void requireFewLinks(String text, WritingLimits limits, Instant now) {
        if (isNew(limits, now) && LINK.matcher(text).results().count() > limits.linksPerPost())
            throw ApiException.invalid("body", "too-many-links", limits.linksPerPost());
    }

    private void requireLimits(List<Instant> recent, String text, WritingLimits limits, Instant now) {
        requireFewLinks(text, limits, now);
        if (recent.size() < limits.postsPerHour()) return;
        var wait = Duration.between(now, recent.get(recent.size() - limits.postsPerHour()).plus(HOUR));
        throw ApiException.tooMany("post-limit", wait,
                new FieldError("body", "post-limit", limits.postsPerHour(), wait.toMinutes() + 1));
    }

    Change<Participant, KnowledgeEvent> mute(Mute mute) {
        return change(new Participant(subject, authorId, generation, name, pseudonym, staff, posts, firstPostAt, recentPosts,
                append(mutes, mute), erasures));
    }

    /** Forgets the names. Mutes and the number of posts stay, so that an erasure ends no mute. */
    Change<Participant, KnowledgeEvent> erase(Instant now) {
        var erased = new Participant(subject, UUID.randomUUID().toString(), generation + 1, "", null, staff, posts, firstPostAt,
                recentPosts, mutes, append(erasures, new Erasure(authorId, pseudonym)));
        return new Change<>(erased, List.of(), now);
    }

    /** Records that the traces of these erasures are removed. */
    public Change<Participant, KnowledgeEvent> complete(List<Erasure> completed, Instant now) {
        var left = erasures.stream().filter(each -> !completed.contains(each)).toList();
        return new Change<>(new Participant(subject, authorId, generation, name, pseudonym, staff, posts, firstPostAt,
                recentPosts, mutes, left), List.of(), left.isEmpty() ? null : now);
    }

    /** An erasure that is not complete keeps the person due. */
    private static Change<Participant, KnowledgeEvent> change(Participant changed) {
        return new Change<>(changed, List.of(), changed.erasures.isEmpty() ? null : Instant.EPOCH);
    }

    private static <T> List<T> append(List<T> list, T added) {
        return Stream.concat(list.stream(), Stream.of(added)).toList();
    }
}
