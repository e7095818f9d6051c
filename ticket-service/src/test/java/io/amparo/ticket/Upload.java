package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

/** A file that a test sends as an attachment. */
record Upload(String name, byte[] content, String visibility, String key) {
    static Upload of(String name, byte[] content) {
        return new Upload(name, content, "PUBLIC", UUID.randomUUID().toString());
    }

    static Upload internal(String name, byte[] content) {
        return new Upload(name, content, "INTERNAL", UUID.randomUUID().toString());
    }

    MultiValueMap<String, Object> parts() {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("visibility", visibility);
        parts.add("file", new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        return parts;
    }

    ResponseSpec send(ApiClients api, Persona person, String path) {
        return api.as(person).post().uri(path + "/attachments").contentType(MediaType.MULTIPART_FORM_DATA)
                .header("Idempotency-Key", key).body(parts()).exchange();
    }

    JsonNode add(ApiClients api, Persona person, String path) {
        return json(send(api, person, path).expectStatus().isCreated());
    }

    /** Returns path and query of a signed link to an attachment. */
    static String link(ApiClients api, Persona person, String path, JsonNode attachment) {
        return json(api.as(person).get().uri(path + "/attachments/" + attachment.get("id").asString() + "/link").exchange()
                .expectStatus().isOk()).get("href").asString();
    }
}
