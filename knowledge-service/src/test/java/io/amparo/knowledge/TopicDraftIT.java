package io.amparo.knowledge;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.knowledge.forum.ArticleDrafts;
import io.amparo.knowledge.forum.ArticleDrafts.Draft;
import io.amparo.platform.Ids;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The drafts that the forum creates. */
@ServiceTest(value = {"amparo.search.refresh=200ms", "amparo.articles.tick=200ms"}, name = "ArticleIT")
@Import(TicketServiceStub.class)
class TopicDraftIT {
    private static final Caller FABIO = new Caller(Persona.FABIO.id(), Persona.FABIO.id(), null, "Fábio", Set.of(Role.AGENT),
            List.of(), null);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ArticleDrafts drafts;

    @Test
    void people_who_draft_one_topic_at_once_get_one_article() {
        var id = Ids.uuidOf("topic-at-once");

        var slugs = IntStream.range(0, 8).parallel().mapToObj(n -> draft(id, "Ao mesmo tempo " + n, "Texto.")).collect(toSet());

        assertThat(slugs).hasSize(1);
        assertThat(new ArticleFixture(api, kafka).slugs(Persona.FABIO, "state=DRAFT"))
                .filteredOn(slug -> slug.startsWith("ao-mesmo-tempo")).containsExactlyElementsOf(slugs);
    }

    @Test
    void text_of_a_topic_that_is_not_accessible_becomes_a_draft() {
        var slug = draft(Ids.uuidOf("topic-of-any-text"), "Reiniciar",
                "# systemctl restart\n\n1. # cd /opt\n\n> # T\n\n![](a.png)");

        assertThat(
                new ArticleFixture(api, kafka).get(Persona.FABIO, ArticleFixture.ARTICLES + "/" + slug).path("body").asString())
                .isEqualTo("\\# systemctl restart\n\n1. \\# cd /opt\n\n> \\# T\n\n!\\[](a.png)");
    }

    private String draft(String id, String title, String body) {
        return drafts.create(new Draft(id, "pt-BR", title, body, null), FABIO);
    }
}
