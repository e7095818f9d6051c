package io.amparo.knowledge;

import io.amparo.testkit.AnsweredExample;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ServiceTest(value = {"amparo.demo=true", "amparo.forum.new-people.posts-per-hour=1000"}, name = "SecurityMatrixIT")
@Import(TicketServiceStub.class)
class OpenApiIT {
    @Autowired
    ApiClients api;

    @Test
    void published_openapi_equals_the_committed_file() {
        OpenApiDocument.of("knowledge-service").checkPublishedBy(api);
    }

    @Test
    void examples_are_what_the_service_answers() {
        var bruno = api.as(Persona.BRUNO);
        AnsweredExample.check("ArticleResponse",
                bruno.get().uri("/api/v1/articles/how-to-open-an-incident-that-is-solved-sooner"), "createdAt", "updatedAt",
                "publishedAt");
        AnsweredExample.check("SearchResponse", bruno.get().uri("/api/v1/search?q=incident&lang=en&limit=1"));
        AnsweredExample.check("CompletionResponse", bruno.get().uri("/api/v1/search/completions?q=how to op&lang=en"));
    }
}
