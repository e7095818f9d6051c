package io.amparo.ticket.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Annotations.ExternalRef;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalRefJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://jira.example/browse/OPS-1?x=%20#top", "http://10.0.0.1:8080", "https://a-b.example/~u"})
    void an_address_by_http_is_valid(String url) {
        assertThat(url).matches(ExternalRefJson.URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "ftp://host/", "//host/", "https://", "https:///path", "https://user@host/",
            "https://user:pw@host/", "https://host\\@other/", "https://host/<script>", "https://host/\"onclick=",
            "https://host/ x", "https://host/\nX: y", "https://höst/", "HTTPS//host", "data:text/html,x", "https://host:123456/"})
    void another_address_is_not(String url) {
        assertThat(url).doesNotMatch(ExternalRefJson.URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Jira", "jira:cloud", "-jira", "ji ra", "jirа"})
    void a_system_has_no_colon_and_only_lower_case_ascii(String system) {
        assertThat(system).doesNotMatch(ExternalRefJson.SYSTEM);
    }

    @Test
    void a_reference_that_comes_twice_is_refused_also_with_another_address() {
        var twice = List.of(new ExternalRefJson("jira", "1", null), new ExternalRefJson("jira", "1", "https://host/"),
                new ExternalRefJson("jira", "2", null));

        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> ExternalRefJson.toRefs("externalRefs", twice))
                .satisfies(refused -> assertThat(refused.errors()).singleElement()
                        .satisfies(error -> assertThat(error.arguments()).containsExactly("jira:1")));
    }

    @Test
    void annotations_survive_the_round_trip_and_none_leave_no_field() {
        var annotations = new Annotations(
                List.of(new ExternalRef("jira", "OPS-1", null), new ExternalRef("snow", "a:b", "http://h")),
                Map.of("a.b", "1", "$c", "", "A", "x"), Map.of("site", "north"));
        var ticket = new Document();

        AnnotationsCodec.putKeys(ticket, Annotations.NONE);
        assertThat(ticket).isEmpty();
        AnnotationsCodec.putKeys(ticket, annotations);
        assertThat(ticket.getList(AnnotationsCodec.KEYS, String.class)).containsExactly("jira:OPS-1", "snow:a:b");
        assertThat(AnnotationsCodec.decode(AnnotationsCodec.encode(annotations))).isEqualTo(annotations);
        assertThat(annotations.metadata().keySet()).containsExactly("$c", "A", "a.b");
    }
}
