package io.amparo.eol.feed;

import io.amparo.platform.Adapter;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Responses that a reader may keep: with an ETag of their content, and for how long they are fresh. */
@Adapter
record FeedResponses(Duration maxAge) {
    static final String CALENDAR = "text/calendar";
    static final String ATOM = MediaType.APPLICATION_ATOM_XML_VALUE;
    static final String JSON_FEED = "application/feed+json";

    /** The text of a public feed, which is in the language of the request. */
    ResponseEntity<String> text(Rendered<String> text, String type) {
        return ok(text, CacheControl.maxAge(maxAge).cachePublic()).contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
                .body(text.body());
    }

    /** The text of a personal feed, which only its reader may keep. */
    ResponseEntity<String> personalText(String body, String type) {
        return personal(Rendered.of(body)).contentType(MediaType.parseMediaType(type + ";charset=UTF-8")).body(body);
    }

    <T> ResponseEntity<T> json(Rendered<T> json) {
        return ok(json, CacheControl.maxAge(maxAge).cachePublic()).body(json.body());
    }

    <T> ResponseEntity<T> personalJson(T body) {
        return personal(Rendered.of(body)).body(body);
    }

    private ResponseEntity.BodyBuilder personal(Rendered<?> rendered) {
        return ok(rendered, CacheControl.maxAge(maxAge).cachePrivate()).header("X-Robots-Tag", "noindex");
    }

    private static ResponseEntity.BodyBuilder ok(Rendered<?> rendered, CacheControl cache) {
        return ResponseEntity.ok().eTag(rendered.etag()).cacheControl(cache).varyBy(HttpHeaders.ACCEPT_LANGUAGE,
                HttpHeaders.ORIGIN);
    }
}
