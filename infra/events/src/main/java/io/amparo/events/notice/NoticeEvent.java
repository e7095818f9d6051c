package io.amparo.events.notice;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.Internal;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.ForumNotice;
import java.time.Instant;

/**
 * Events by which knowledge-service addresses notices to people of its forum. Only notification-service may read them: here an
 * account stands beside a topic, whose public events name people by author ids that lead to no person.
 */
public sealed interface NoticeEvent extends DomainEvent {
    String account();

    /** The account, so that an erasure stays behind the notices of the person. */
    @Override
    default String key() {
        return account();
    }

    /**
     * A person is to be notified of a change in the forum.
     *
     * @param noticeId id of the change; a person gets one notice about it
     * @param account subject of the person's token
     * @param notice why the person is notified
     * @param title title of the topic
     * @param causedAt instant of the change
     */
    @Internal
    @EventType("io.amparo.notice.ForumNoticeDue.v1")
    record ForumNoticeDue(String noticeId, String account, @TextOf(ForumNotice.class) String notice, String itemId, String postId,
            String title, Instant causedAt) implements NoticeEvent {}

    /**
     * A person was erased from the forum; all earlier notices about the forum are to be deleted.
     *
     * @param account subject of the person's token
     * @param erasedAt instant of the erasure
     */
    @Internal
    @EventType("io.amparo.notice.ForumPersonErased.v1")
    record ForumPersonErased(String account, Instant erasedAt) implements NoticeEvent {}
}
