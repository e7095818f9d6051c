package io.amparo.notification.webhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.events.Internal;
import io.amparo.events.Topic;
import io.amparo.notification.webhook.event.PublicEvent.Scope;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublicEventsTest {
    /** The topics that this service consumes and whose events may be public. */
    private static final Set<Topic> FORWARDED = Set.of(Topic.TICKETS, Topic.SLA, Topic.EOL, Topic.KNOWLEDGE, Topic.ALERTS);
    /** Of these topics, what leaves by no webhook, and why. */
    private static final Set<String> DENIED = Set.of(
            // the ledger of the engine, and its heartbeat
            "io.amparo.sla.SlaTermsChanged.v1", "io.amparo.sla.SlaWatermark.v1",
            // the forum: people have pseudonyms
            "io.amparo.knowledge.TopicOpened.v1", "io.amparo.knowledge.PostAdded.v1", "io.amparo.knowledge.TopicSolved.v1",
            "io.amparo.knowledge.TopicReopened.v1", "io.amparo.knowledge.PostHidden.v1", "io.amparo.knowledge.PostRestored.v1",
            // what a person reads, rates and learns
            "io.amparo.knowledge.ArticleRead.v1", "io.amparo.knowledge.ArticleRated.v1",
            "io.amparo.knowledge.ArticleReviewDue.v1", "io.amparo.knowledge.CourseEnrolled.v1",
            "io.amparo.knowledge.LessonCompleted.v1", "io.amparo.knowledge.AssessmentGraded.v1",
            "io.amparo.knowledge.CourseCompleted.v1", "io.amparo.knowledge.CertificateIssued.v1",
            "io.amparo.knowledge.CertificateRevoked.v1", "io.amparo.knowledge.CertificateExpiring.v1",
            "io.amparo.knowledge.CertificateExpired.v1");

    /** Components of the records in allowed fields. */
    private static final Map<String, String> NESTED = Map.of("PauseRule", "status metrics longestPause", "SlaEvent.Clock",
            "metric cycle budget consumed dueAt tzdata state", "TicketEvent.ExternalRef", "system id url", "TicketEvent.Person",
            "id name language", "TicketEvent.Promise", "metric budget dueAt", "TicketEvent.SlaDefinition",
            "plan planVersion calendar zone promises pauseRules");

    private static Map<String, Class<? extends DomainEvent>> published() {
        return FORWARDED.stream().flatMap(topic -> topic.events().stream())
                .filter(type -> !type.isAnnotationPresent(Internal.class))
                .collect(Collectors.toMap(EventCodec::typeOf, type -> type));
    }

    /** A new event type must be decided: allowed or denied. */
    @Test
    void every_published_event_is_allowed_or_denied() {
        var decided = new TreeSet<>(PublicEvents.all().keySet());
        decided.addAll(DENIED);

        assertThat(decided).isEqualTo(new TreeSet<>(published().keySet()));
        assertThat(DENIED).doesNotContainAnyElementsOf(PublicEvents.all().keySet());
    }

    @Test
    void every_allowed_field_exists() {
        PublicEvents.all().forEach((type, event) -> {
            var fields = Arrays.stream(published().get(type).getRecordComponents()).map(RecordComponent::getName)
                    .collect(Collectors.toSet());
            assertThat(event.fields()).as(type).isSubsetOf(fields);
            assertThat(event.vendorFields()).as(type).isSubsetOf(fields);
            assertThat(event.fields()).as(type).noneMatch(event.vendorFields()::contains);
        });
    }

    /** A new component of a nested record leaves with the field that contains it: it must be decided. */
    @Test
    @Tag("R1.4")
    void components_of_nested_records_are_decided() {
        var nested = new TreeMap<String, String>();
        PublicEvents.all()
                .forEach((type, event) -> Arrays.stream(published().get(type).getRecordComponents())
                        .filter(field -> event.shows(field.getName(), true))
                        .forEach(field -> addRecords(field.getGenericType(), nested)));

        assertThat(nested).isEqualTo(new TreeMap<>(NESTED));
    }

    private static void addRecords(Type type, Map<String, String> found) {
        if (type instanceof ParameterizedType generic)
            for (var argument : generic.getActualTypeArguments()) addRecords(argument, found);
        if (!(type instanceof Class<?> nested) || !nested.isRecord()) return;
        var components = nested.getRecordComponents();
        var names = Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(" "));
        if (names.equals(found.put(name(nested), names))) return;
        for (var component : components) addRecords(component.getGenericType(), found);
    }

    private static String name(Class<?> nested) {
        return nested.getEnclosingClass() == null
                ? nested.getSimpleName()
                : nested.getEnclosingClass().getSimpleName() + "." + nested.getSimpleName();
    }

    @Test
    @Tag("R1.4")
    void messages_of_a_split_ticket_are_for_the_vendor() {
        var split = PublicEvents.find("io.amparo.ticket.TicketSplit.v1").orElseThrow();

        assertThat(split.shows("messageIds", true)).isTrue();
        assertThat(split.shows("messageIds", false)).as("a message may be an internal note").isFalse();
    }

    @Test
    @Tag("R1.4")
    void customers_cannot_select_internal_notes_and_warnings() {
        assertThat(PublicEvents.selectable(false)).contains("io.amparo.ticket.*", "io.amparo.eol.EolAnnounced.v1")
                .doesNotContain("io.amparo.ticket.InternalNoteAdded.v1", "io.amparo.sla.SlaWarned.v1", "io.amparo.knowledge.*");
        assertThat(PublicEvents.selectable(true)).contains("io.amparo.ticket.InternalNoteAdded.v1", "io.amparo.knowledge.*");
    }

    @Test
    void event_of_one_customer_names_the_customer() {
        assertThat(PublicEvents.all().values()).filteredOn(event -> event.audience() == Scope.CUSTOMER)
                .allMatch(event -> event.fields().contains("customerId"));
    }

    @Test
    void selection_of_a_context_includes_its_types_only() {
        assertThat(PublicEvents.includes(Set.of("io.amparo.ticket.*"), "io.amparo.ticket.TicketOpened.v1")).isTrue();
        assertThat(PublicEvents.includes(Set.of("io.amparo.ticket.*"), "io.amparo.sla.SlaMet.v1")).isFalse();
        assertThat(PublicEvents.includes(Set.of("io.amparo.sla.SlaMet.v1"), "io.amparo.sla.SlaMet.v1")).isTrue();
    }
}
