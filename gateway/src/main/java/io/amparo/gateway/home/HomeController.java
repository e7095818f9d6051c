package io.amparo.gateway.home;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.amparo.gateway.home.HealthClient.ComponentHealth;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the HTML pages of the suite in the language of the request: component status and breach board. */
@RestController
class HomeController {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
    private static final Mustache.Compiler MUSTACHE = Mustache.compiler().withLoader(name -> source(name + ".html"));

    record Status(Instant asOf, List<ComponentHealth> places) {}

    private final HealthClient health;
    private final MessageSource texts;
    private final Clock clock;
    private final Template home = template("home.html");
    private final Template board = template("board.html");

    HomeController(HealthClient health, MessageSource texts, Clock clock) {
        this.health = health;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/status")
    Status status() {
        return new Status(clock.instant(), health.componentHealth());
    }

    @GetMapping("/")
    ResponseEntity<String> home(Locale language) {
        var components = health.componentHealth().stream()
                .map(component -> Map.of("name", component.name(), "title", text("place." + component.name(), language), "about",
                        text("place." + component.name() + ".about", language), "state", component.state().name(), "stateText",
                        text("state." + component.state(), language), "address", component.address()))
                .toList();
        return page(home, language, Map.of("places", components, "mail", address("mail"), "identity", address("identity")));
    }

    @GetMapping("/board")
    ResponseEntity<String> board(Locale language) {
        return page(board, language, Map.of());
    }

    private String address(String component) {
        return health.componentHealth().stream().filter(each -> each.name().equals(component)).findFirst().orElseThrow().address()
                .toString();
    }

    private ResponseEntity<String> page(Template template, Locale language, Map<String, ?> model) {
        var languageTag = language.toLanguageTag();
        Mustache.Lambda translated = (key, out) -> out.write(Escapers.HTML.escape(text(key.execute(), language)));
        var context = new HashMap<String, Object>(model);
        context.put("t", translated);
        context.put("language", languageTag);
        var html = template.execute(context);
        return ResponseEntity.ok().contentType(HTML).header("Content-Security-Policy", POLICY)
                .header(HttpHeaders.CONTENT_LANGUAGE, languageTag).varyBy(HttpHeaders.ACCEPT_LANGUAGE).body(html);
    }

    private String text(String key, Locale language) {
        return texts.getMessage(key, null, key, language);
    }

    private static Template template(String name) {
        try (var source = source(name)) {
            return MUSTACHE.compile(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader source(String name) throws IOException {
        return new InputStreamReader(new ClassPathResource("pages/" + name).getInputStream(), UTF_8);
    }
}
