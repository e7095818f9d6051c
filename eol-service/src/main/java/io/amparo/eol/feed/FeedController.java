package io.amparo.eol.feed;

import io.amparo.platform.Ids;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public feeds of all products, in the language of the request. They need no token. */
@RestController
@RequestMapping("/api/v1/feeds")
@Callers(value = Callers.PUBLIC, staff = {})
@SecurityRequirements
@HasETag
class FeedController {
    static final String CALENDAR_EXAMPLE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Amparo//End of life//EN\r\nEND:VCALENDAR\r\n";
    static final String ATOM_EXAMPLE = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>End of life of products</title></feed>";
    private static final String PATH = "/api/v1/feeds/eol";
    private static final String ID = "urn:uuid:" + Ids.uuidOf("feeds/eol");

    private final CatalogueReadings readings;
    private final FeedProperties properties;
    private final FeedResponses responses;
    private final MessageSource messages;

    FeedController(CatalogueReadings readings, FeedProperties properties, MessageSource messages) {
        this.readings = readings;
        this.properties = properties;
        this.messages = messages;
        responses = new FeedResponses(properties.maxAge());
    }

    @GetMapping(path = "/eol.ics", produces = FeedResponses.CALENDAR)
    @Operation(summary = "Subscribe to the ends of life as a calendar (iCalendar, RFC 5545)")
    @ApiResponse(responseCode = "200", description = "One event for each product with an announced end of life.", content = @Content(mediaType = FeedResponses.CALENDAR, schema = @Schema(type = "string", example = CALENDAR_EXAMPLE)))
    ResponseEntity<String> getEolCalendar(Locale language) {
        var reading = readings.current();
        return responses.text(reading.rendered("ics/" + language, () -> CalendarFeed.write(feed(reading), texts(language))),
                FeedResponses.CALENDAR);
    }

    @GetMapping(path = "/eol.atom", produces = FeedResponses.ATOM)
    @Operation(summary = "Subscribe to the announcements of ends of life as an Atom feed (RFC 4287)")
    @ApiResponse(responseCode = "200", description = "The newest 100 announcements.", content = @Content(mediaType = FeedResponses.ATOM, schema = @Schema(type = "string", example = ATOM_EXAMPLE)))
    ResponseEntity<String> getEolAtomFeed(Locale language) {
        var reading = readings.current();
        return responses.text(reading.rendered("atom/" + language, () -> AtomFeed.write(feed(reading), texts(language))),
                FeedResponses.ATOM);
    }

    @GetMapping(path = "/eol.json", produces = FeedResponses.JSON_FEED)
    @Operation(summary = "Subscribe to the announcements of ends of life as a JSON Feed 1.1, newest first")
    ResponseEntity<JsonFeed> getEolJsonFeed(Locale language) {
        var reading = readings.current();
        return responses.json(reading.rendered("json/" + language, () -> JsonFeed.of(feed(reading), texts(language))));
    }

    private Feed feed(CatalogueReadings.Reading reading) {
        return new Feed(ID, PATH, properties.url(), properties.vendor(), false, reading.products());
    }

    private FeedTexts texts(Locale language) {
        return new FeedTexts(messages, language);
    }
}
