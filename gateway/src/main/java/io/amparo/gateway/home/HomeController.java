package io.amparo.gateway.home;

import io.amparo.gateway.home.HealthClient.ComponentHealth;
import io.amparo.gateway.page.PageRenderer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the HTML pages of the suite in the language of the request: component status and breach board. */
@RestController
class HomeController {
    record Status(Instant asOf, List<ComponentHealth> places) {}

    private final HomeProperties home;
    private final HealthClient health;
    private final PageRenderer pages;
    private final MessageSource texts;
    private final Clock clock;

    HomeController(HomeProperties home, HealthClient health, PageRenderer pages, MessageSource texts, Clock clock) {
        this.home = home;
        this.health = health;
        this.pages = pages;
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
        return pages.render("home.html", language,
                Map.of("places", components, "mail", address("mail"), "identity", address("identity")));
    }

    @GetMapping("/board")
    ResponseEntity<String> board(Locale language) {
        return signInPage("board.html", language);
    }

    /**
     * Receives the answer of the identity provider to a sign-in of the board.
     *
     * @param readByTheScript any parameters: a client ignores those that it does not know (RFC 6749, 4.1.2)
     */
    @GetMapping("/callback")
    ResponseEntity<String> callback(Locale language, @RequestParam MultiValueMap<String, String> readByTheScript) {
        return signInPage("callback.html", language);
    }

    private ResponseEntity<String> signInPage(String page, Locale language) {
        var issuer = home.identity();
        return pages.renderWithIdentity(page, language, Map.of("identity", issuer, "client", home.client()), issuer);
    }

    private String address(String component) {
        return health.componentHealth().stream().filter(each -> each.name().equals(component)).findFirst().orElseThrow().address()
                .toString();
    }

    private String text(String key, Locale language) {
        return texts.getMessage(key, null, key, language);
    }
}
