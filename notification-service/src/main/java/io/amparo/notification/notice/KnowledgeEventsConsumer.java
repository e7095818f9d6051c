package io.amparo.notification.notice;

import io.amparo.events.Topic;
import io.amparo.events.Vocabulary.ForumNotice;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRated;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleReviewDue;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpired;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpiring;
import io.amparo.events.notice.NoticeEvent.ForumNoticeDue;
import io.amparo.events.notice.NoticeEvent.ForumPersonErased;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.digest.Digests;
import io.amparo.notification.forwarding.EventForwarding;
import io.amparo.notification.inbox.Notifications;
import io.amparo.notification.notice.Notify.Notice;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.TraceContext;
import io.amparo.starter.EventHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.knowledge for the owners of articles and holders of certificates, and amparo.notices for the people of the
 * forum. The events of topics in amparo.knowledge notify no one: their author ids lead to no person, except in knowledge-service.
 */
@ReadsEvents
@Configuration
class KnowledgeEventsConsumer {
    /** Kafka keeps events for 90 days: the first start must not notify of what was done long ago. */
    private static final Duration MAX_AGE = Duration.ofDays(7);

    @Bean
    TopicHandler onKnowledgeEvents(EventHandlers handlers, EventForwarding forwarding, TraceContext trace, Notify notifier,
            Clock clock) {
        return forwarding.after(handlers.each(Topic.KNOWLEDGE, event -> {
            if (event.time().plus(MAX_AGE).isBefore(clock.instant())) return;
            var origin = trace.origin(event.cause(), event.correlation(), event.traceparent());
            switch (event.data()) {
                case ArticleReviewDue due -> notifier.handle(new Notice(event.cause(), origin, event.time(), due.owner(),
                        RelatedResource.article(due.slug(), due.title()),
                        MailModel.of("article-review").with("title", due.title()).with("reviewAt", due.reviewAt())));
                case ArticleRated rated when rated.hasReason() -> notifier.handle(new Notice(event.cause(), origin, event.time(),
                        rated.owner(), RelatedResource.article(rated.slug(), rated.slug()),
                        MailModel.of("article-rated").with("slug", rated.slug()).with("rating",
                                new LocalizedCode("rating", rated.helpful() ? "HELPFUL" : "NOT_HELPFUL"))));
                case CertificateExpiring soon -> notifier.handle(new Notice(event.cause(), origin, event.time(), soon.personId(),
                        RelatedResource.course(soon.courseId(), soon.title()), MailModel.of("certificate-expiring")
                                .with("title", soon.title()).with("validTo", soon.validTo()).with("daysLeft", soon.daysLeft())));
                case CertificateExpired expired -> notifier.handle(new Notice(event.cause(), origin, event.time(),
                        expired.personId(), RelatedResource.course(expired.courseId(), expired.title()),
                        MailModel.of("certificate-expired").with("title", expired.title()).with("validTo", expired.validTo())));
                case null, default -> { /* readers rate without a reason all the time; the other events notify no one */ }
            }
        }));
    }

    @Bean
    TopicHandler onNoticeEvents(EventHandlers handlers, TraceContext trace, Notify notifier, Notifications notifications,
            Digests digests, Clock clock) {
        return handlers.each(Topic.NOTICES, event -> {
            switch (event.data()) {
                case ForumNoticeDue due when isKnown(due) -> notifier
                        .handle(new Notice(due.noticeId(), trace.origin(event.cause(), event.correlation(), event.traceparent()),
                                event.time(), due.account(), RelatedResource.post(due.itemId(), due.postId(), due.title()),
                                MailModel.of("forum-" + due.notice().toLowerCase(Locale.ROOT)).with("title", due.title())));
                case ForumPersonErased erased -> {
                    notifications.deleteForum(erased.account());
                    digests.removeForum(erased.account(), clock.instant());
                }
                case null, default -> { /* an event or a reason that this build does not know */ }
            }
        });
    }

    /** During an upgrade knowledge-service may give reasons that this build has no text for. */
    private static boolean isKnown(ForumNoticeDue due) {
        return Stream.of(ForumNotice.values()).anyMatch(each -> each.name().equals(due.notice()));
    }
}
