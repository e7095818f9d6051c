package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.notice.NoticeEvent.ForumNoticeDue;
import io.amparo.events.notice.NoticeEvent.ForumPersonErased;
import io.amparo.platform.Ids;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whom the forum addresses with notices. */
@ServiceTest({"amparo.search.refresh=200ms", "amparo.forum.erasure-interval=200ms",
        "amparo.forum.new-people.posts-per-hour=1000"})
class ForumNoticeIT {
    private static final String FORUM = "/api/v1/forum";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @Test
    @Tag("R3.2")
    void mentioned_people_and_watchers_get_one_notice_each_and_the_author_none() {
        choose(Persona.CARLA, "carla-notices");
        var topic = open(Persona.DAVI, "Quem recebe avisos");
        watch(Persona.CARLA, topic);
        watch(Persona.BRUNO, topic);

        var post = post(Persona.BRUNO, topic, "@carla-notices veja isto");

        var due = awaitNotice(Persona.DAVI, id(post));
        assertThat(due.notice()).isEqualTo("POST");
        assertThat(due.title()).isEqualTo("Quem recebe avisos");
        assertThat(due.itemId()).isEqualTo(id(topic));
        for (var notice : List.of("MENTION", "POST")) awaitNotice(Persona.CARLA, id(post), notice);
        assertThat(noticesOf(id(post))).extracting(ForumNoticeDue::account).as("a watcher may have switched mentions off")
                .containsExactlyInAnyOrder(Persona.DAVI.subject(), Persona.CARLA.subject(), Persona.CARLA.subject());
        assertThat(noticesOf(id(post))).extracting(ForumNoticeDue::noticeId).containsOnly(due.noticeId());
        var added = kafka.receive(PostAdded.class, each -> each.postId().equals(id(post)));
        assertThat(added.toString()).as("public events name no account").doesNotContain(Persona.BRUNO.subject(),
                Persona.CARLA.subject());
    }

    @Test
    void event_that_arrives_twice_or_is_old_publishes_no_further_notice() {
        var topic = open(Persona.DAVI, "Avisos repetidos");
        var post = post(Persona.CARLA, topic, "Uma resposta");
        awaitNotice(Persona.DAVI, id(post));
        var added = kafka.received().stream()
                .filter(event -> event.data() instanceof PostAdded it && it.postId().equals(id(post))).findFirst().orElseThrow();

        kafka.publish(added.id(), id(topic), added.sequence(), added.data());
        var old = (PostAdded) added.data();
        kafka.publish("old/1/0", id(topic), 1,
                new PostAdded(old.itemId(), "old", old.authorId(), false, old.mentionedIds(), Instant.EPOCH));
        var next = post(Persona.CARLA, topic, "Mais uma");

        awaitNotice(Persona.DAVI, id(next));
        assertThat(noticesOf(id(post))).hasSize(1);
        assertThat(noticesOf("old")).isEmpty();
    }

    /** Ids of notices reach deliveries, which have addresses; those of public facts could be compared with the forum. */
    @Test
    void id_of_a_notice_does_not_follow_from_the_public_event() {
        var topic = open(Persona.DAVI, "Identidade do aviso");
        var post = post(Persona.CARLA, topic, "Uma resposta");

        var due = awaitNotice(Persona.DAVI, id(post));
        var facts = String.join("\n", "ADDED", id(topic), id(post), due.causedAt().toString());
        assertThat(due.noticeId()).hasSize(32).isNotEqualTo(Ids.sha256Of(facts, 16));
    }

    @Test
    @Tag("R3.3")
    void answer_that_is_accepted_once_more_is_no_further_notice() {
        var topic = open(Persona.DAVI, "Aceita de novo");
        var answer = post(Persona.CARLA, topic, "A resposta");
        accept(topic, answer);
        var first = awaitNotice(Persona.CARLA, id(answer), "SOLVED");

        api.as(Persona.DAVI).delete().uri(topic + "/accepted-answer").exchange().expectStatus().isOk();
        accept(topic, answer);
        var next = post(Persona.CARLA, topic, "Mais uma");

        awaitNotice(Persona.DAVI, id(next), "POST");
        assertThat(noticesOf(id(answer)).stream().filter(due -> due.notice().equals("SOLVED"))).containsExactly(first);
    }

    @Test
    @Tag("R3.3")
    void watchers_learn_of_a_solution_by_the_author_of_the_topic() {
        var topic = open(Persona.DAVI, "Resposta própria");
        watch(Persona.CARLA, topic);
        var answer = post(Persona.DAVI, topic, "Achei a causa");
        accept(topic, answer);

        awaitNotice(Persona.CARLA, id(answer), "SOLVED");
        assertThat(noticesOf(id(answer))).extracting(ForumNoticeDue::account).doesNotContain(Persona.DAVI.subject());
    }

    @Test
    @Tag("R3.3")
    void author_of_the_accepted_answer_and_of_a_hidden_post_is_notified() {
        var topic = open(Persona.DAVI, "Respostas aceitas");
        var answer = post(Persona.CARLA, topic, "A resposta");
        var spam = post(Persona.BRUNO, topic, "Relógios baratos");
        accept(topic, answer);
        api.as(Persona.GISELE).put().uri(spam + "/hidden").body(Map.of("hidden", true, "reason", "Propaganda")).exchange()
                .expectStatus().isOk();

        assertThat(awaitNotice(Persona.CARLA, id(answer)).notice()).isEqualTo("SOLVED");
        assertThat(awaitNotice(Persona.BRUNO, id(spam)).notice()).isEqualTo("HIDDEN");
    }

    @Test
    void erasure_is_published_to_delete_earlier_notices() {
        choose(Persona.ERIKA, "erika-notices");
        var post = post(Persona.ERIKA, open(Persona.DAVI, "Antes de sair"), "Um texto");
        var authorId = kafka.receive(PostAdded.class, each -> each.postId().equals(id(post))).authorId();

        api.as(Persona.ERIKA).delete().uri(FORUM + "/profile").exchange().expectStatus().isNoContent();

        kafka.receive(ForumPersonErased.class, each -> each.account().equals(Persona.ERIKA.subject()));
        var erased = kafka.received().stream()
                .filter(event -> event.data() instanceof ForumPersonErased it && it.account().equals(Persona.ERIKA.subject()))
                .findFirst().orElseThrow();
        assertThat(erased.id() + erased.subject()).as("a former author beside the account").doesNotContain(authorId);
    }

    private void accept(String topic, String answer) {
        api.as(Persona.DAVI).put().uri(topic + "/accepted-answer").body(Map.of("post", id(answer))).exchange().expectStatus()
                .isOk();
    }

    private ForumNoticeDue awaitNotice(Persona person, String post, String notice) {
        return kafka.receive(ForumNoticeDue.class,
                each -> each.postId().equals(post) && each.notice().equals(notice) && each.account().equals(person.subject()));
    }

    private ForumNoticeDue awaitNotice(Persona person, String post) {
        return kafka.receive(ForumNoticeDue.class, each -> each.postId().equals(post) && each.account().equals(person.subject()));
    }

    private List<ForumNoticeDue> noticesOf(String post) {
        return kafka.received().stream().map(Event::data).filter(ForumNoticeDue.class::isInstance).map(ForumNoticeDue.class::cast)
                .filter(due -> due.postId().equals(post)).toList();
    }

    private void choose(Persona person, String pseudonym) {
        api.as(person).put().uri(FORUM + "/profile").body(Map.of("pseudonym", pseudonym)).exchange().expectStatus().isOk();
    }

    private void watch(Persona person, String topic) {
        api.as(person).put().uri(topic + "/watch").exchange().expectStatus().isNoContent();
    }

    private String open(Persona person, String title) {
        return location(api.as(person).post().uri(FORUM + "/topics")
                .body(Map.of("title", title, "language", "pt-BR", "category", "monitoring", "body", "Texto")).exchange()
                .expectStatus().isCreated());
    }

    private String post(Persona person, String topic, String text) {
        return location(
                api.as(person).post().uri(topic + "/posts").body(Map.of("body", text)).exchange().expectStatus().isCreated());
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
