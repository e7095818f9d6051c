package io.amparo.gateway.home;

import io.amparo.gateway.home.HealthClient.State;
import io.amparo.gateway.page.PageRenderer;
import io.amparo.platform.security.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the HTML pages of the suite in the language of the request: component status, breach board and invitations. */
@RestController
class HomeController {
    private static final Set<String> STAFF = Arrays.stream(Role.staff()).map(Role::claim).collect(Collectors.toSet());

    /** @param address only for staff */
    record Place(String name, State state, @Nullable URI address) {}

    record Status(Instant asOf, List<Place> places) {}

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

    /** Every caller may read names and states. Where the components run is for staff, in an answer that no cache may share. */
    @GetMapping("/status")
    ResponseEntity<Status> status(@Nullable Authentication caller) {
        boolean staff = caller != null
                && caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).anyMatch(STAFF::contains);
        var places = health.componentHealth().stream()
                .map(each -> new Place(each.name(), each.state(), staff ? each.address() : null)).toList();
        return ResponseEntity.ok()
                .cacheControl(staff ? CacheControl.noStore() : CacheControl.maxAge(HealthClient.CACHE_DURATION).cachePublic())
                .varyBy(HttpHeaders.AUTHORIZATION).body(new Status(clock.instant(), places));
    }

    @GetMapping("/")
    ResponseEntity<String> home(Locale language) {
        var components = health.componentHealth().stream()
                .map(component -> Map.of("name", component.name(), "title", text("place." + component.name(), language), "about",
                        text("place." + component.name() + ".about", language), "state", component.state().name(), "stateText",
                        text("state." + component.state(), language)))
                .toList();
        return pages.render("home.html", language,
                Map.of("places", components, "mail", Optional.ofNullable(home.mailPage()).stream().toList(), "identity",
                        home.identity(), "demo", home.demonstration()));
    }

    @GetMapping("/board")
    ResponseEntity<String> board(Locale language) {
        return signInPage("board.html", language);
    }

    /** The page to which the mail of an invitation leads; its script accepts it. */
    @GetMapping("/invitations/{token}")
    ResponseEntity<String> invitation(Locale language, @PathVariable String token) {
        return signInPage("invitation.html", language);
    }

    /**
     * Receives the answer of the identity provider to a sign-in of a page.
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

    private String text(String key, Locale language) {
        return texts.getMessage(key, null, key, language);
    }
}
