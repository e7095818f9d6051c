package io.amparo.eol.feed;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the links to personal feeds: a contact creates, lists and revokes the own ones. */
@RestController
@RequestMapping(FeedLinkController.PATH)
@Callers(value = {Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR}, staff = {})
class FeedLinkController {
    static final String PATH = "/api/v1/eol/feeds";
    private static final int MAX_NAME = 60;

    record CreateFeedRequest(@NotBlank @Size(max = MAX_NAME) String name) {}

    /** Addresses of one feed in its formats. Who has one can read the feed. */
    record FeedAddresses(String calendar, String atom, String json) {}

    record FeedResponse(String id, String name, Instant createdAt, FeedAddresses links) {}

    private final PersonalFeeds feeds;
    private final CreateFeed createFeed;
    private final FeedLinks links;
    private final FeedProperties properties;
    private final Clock clock;

    FeedLinkController(PersonalFeeds feeds, CreateFeed createFeed, FeedLinks links, FeedProperties properties, Clock clock) {
        this.feeds = feeds;
        this.createFeed = createFeed;
        this.links = links;
        this.properties = properties;
        this.clock = clock;
    }

    @PostMapping
    @Operation(summary = "Create a link to a feed of the own installed products, in the language of the request")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<FeedResponse> createFeed(Caller caller, IdempotencyKey key, Locale language,
            @Valid @RequestBody CreateFeedRequest body) {
        var created = createFeed.handle(new CreateFeed.Command(key.id(caller, "feed"), caller.person(), company(caller).id(),
                body.name().strip(), language.toLanguageTag(), clock.instant()));
        return ResponseEntity.created(URI.create(PATH + "/" + created.id())).body(toResponse(created));
    }

    @GetMapping
    @Operation(summary = "List the own links to personal feeds, newest first")
    Page<FeedResponse> listFeeds(Caller caller, @Valid @ParameterObject Page.Request page) {
        var after = page.after();
        company(caller);
        var own = feeds.findByPerson(caller.person()).stream().dropWhile(feed -> after != null && !feed.id().equals(after))
                .skip(after == null ? 0 : 1).limit(page.limit() + 1L).toList();
        return page.of(own, PersonalFeed::id).map(this::toResponse);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read an own link to a personal feed")
    FeedResponse getFeed(Caller caller, @PathVariable String id) {
        return toResponse(own(caller, id));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Revoke an own link to a personal feed")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeFeed(Caller caller, @PathVariable String id) {
        feeds.delete(own(caller, id).id());
    }

    private PersonalFeed own(Caller caller, String id) {
        company(caller);
        return feeds.find(id).map(found -> found.state()).filter(feed -> feed.person().equals(caller.person()))
                .orElseThrow(ApiException::notFound);
    }

    /** The first company of a contact is the own one. */
    private static Company company(Caller caller) {
        var company = caller.company();
        if (company == null) throw new ForbiddenException();
        return company;
    }

    private FeedResponse toResponse(PersonalFeed feed) {
        var address = properties.url() + PersonalFeedController.PATH + "/" + links.token(feed.id());
        return new FeedResponse(feed.id(), feed.name(), feed.createdAt(),
                new FeedAddresses(address + ".ics", address + ".atom", address + ".json"));
    }
}
