package io.amparo.eol.feed;

import io.amparo.platform.Ids;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.time.Clock;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The feeds of the installed products of one contact, by a link that {@link FeedLinks} has signed. They need no token. */
@RestController
@RequestMapping(PersonalFeedController.PATH)
@Callers(value = Callers.PUBLIC, staff = {})
@SecurityRequirements
@HasETag
class PersonalFeedController {
    static final String PATH = "/api/v1/feeds/personal";

    /** A feed with the texts of its language. */
    private record Personal(Feed feed, FeedTexts texts) {}

    private final PersonalFeeds feeds;
    private final FeedLinks links;
    private final InstalledProducts installed;
    private final CatalogueReadings readings;
    private final FeedProperties properties;
    private final FeedResponses responses;
    private final MessageSource messages;
    private final Clock clock;

    PersonalFeedController(PersonalFeeds feeds, FeedLinks links, InstalledProducts installed, CatalogueReadings readings,
            FeedProperties properties, MessageSource messages, Clock clock) {
        this.feeds = feeds;
        this.links = links;
        this.installed = installed;
        this.readings = readings;
        this.properties = properties;
        this.messages = messages;
        this.clock = clock;
        responses = new FeedResponses(properties.maxAge());
    }

    @GetMapping(path = "/{token}.ics", produces = FeedResponses.CALENDAR)
    @Operation(summary = "Subscribe to the ends of life of the own installed products as a calendar, by a signed link")
    @ApiResponse(responseCode = "200", description = "One event for each installed product with an announced end of life.", content = @Content(mediaType = FeedResponses.CALENDAR, schema = @Schema(type = "string", example = FeedController.CALENDAR_EXAMPLE)))
    ResponseEntity<String> getPersonalCalendar(@PathVariable String token) {
        var personal = find(token);
        return responses.personalText(CalendarFeed.write(personal.feed(), personal.texts()), FeedResponses.CALENDAR);
    }

    @GetMapping(path = "/{token}.atom", produces = FeedResponses.ATOM)
    @Operation(summary = "Subscribe to the announcements about the own installed products as an Atom feed, by a signed link")
    @ApiResponse(responseCode = "200", description = "The newest 100 announcements.", content = @Content(mediaType = FeedResponses.ATOM, schema = @Schema(type = "string", example = FeedController.ATOM_EXAMPLE)))
    ResponseEntity<String> getPersonalAtomFeed(@PathVariable String token) {
        var personal = find(token);
        return responses.personalText(AtomFeed.write(personal.feed(), personal.texts()), FeedResponses.ATOM);
    }

    @GetMapping(path = "/{token}.json", produces = FeedResponses.JSON_FEED)
    @Operation(summary = "Subscribe to the announcements about the own installed products as a JSON Feed, by a signed link")
    ResponseEntity<JsonFeed> getPersonalJsonFeed(@PathVariable String token) {
        var personal = find(token);
        return responses.personalJson(JsonFeed.of(personal.feed(), personal.texts()));
    }

    /** A forged, a revoked and a former contact's link get the same answer. */
    private Personal find(String token) {
        var feed = links.verify(token).flatMap(feeds::find).orElseThrow(ApiException::notFound).state();
        var products = installed.of(feed, clock.instant()).orElseThrow(ApiException::notFound);
        return new Personal(
                new Feed("urn:uuid:" + Ids.uuidOf("feeds/personal/" + feed.id()), PATH + "/" + token, properties.url(),
                        properties.vendor(), true,
                        readings.current().products().stream().filter(product -> products.contains(product.id())).toList()),
                new FeedTexts(messages, Locale.forLanguageTag(feed.language())));
    }
}
