package io.amparo.knowledge.forum;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.forum.Topic.Content;
import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.product.Products;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.Ids;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the topics of the forum: any signed-in user takes part, independent of product and edition (R3.1, R3.2). */
@RestController
@RequestMapping("/api/v1/forum")
class TopicController {
    private static final String LANGUAGE = "pt-BR|en|es";
    private static final String TAG = "[\\p{L}\\p{N}][\\p{L}\\p{N}.+#-]*";

    /** @param tags words for filters; upper case does not count */
    record TopicContentRequest(@NotBlank @Size(max = FieldLimits.SUBJECT) String title,
            @NotNull @Pattern(regexp = LANGUAGE) String language,
            @NotBlank @Size(max = FieldLimits.FORUM_CATEGORY) String category,
            @Nullable @Size(max = FieldLimits.FORUM_TAGS) List<@NotNull @Size(max = FieldLimits.FORUM_TAG) @Pattern(regexp = TAG) String> tags,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product) {
        Content content() {
            return contentOf(title, language, category, tags, product);
        }
    }

    /** @param body Markdown of the question */
    record TopicRequest(@NotBlank @Size(max = FieldLimits.SUBJECT) String title,
            @NotNull @Pattern(regexp = LANGUAGE) String language,
            @NotBlank @Size(max = FieldLimits.FORUM_CATEGORY) String category,
            @Nullable @Size(max = FieldLimits.FORUM_TAGS) List<@NotNull @Size(max = FieldLimits.FORUM_TAG) @Pattern(regexp = TAG) String> tags,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @NotBlank @Size(max = FieldLimits.FORUM_POST) String body) {
        Content content() {
            return contentOf(title, language, category, tags, product);
        }
    }

    private static Content contentOf(String title, String language, String category, @Nullable List<String> tags,
            @Nullable String product) {
        return new Content(title.strip(), language, category,
                tags == null ? List.of() : tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).distinct().toList(), product);
    }

    /** A category with its name in the caller's language. */
    record ForumCategoryJson(String id, String name) {}

    record ForumCategoriesResponse(List<ForumCategoryJson> items) {}

    private final Topics topics;
    private final VisibleTopics visible;
    private final OpenTopic openTopic;
    private final Watches watches;
    private final Participation participation;
    private final Products products;
    private final ForumProperties properties;
    private final ForumResponses responses;
    private final IndexTicker index;
    private final Clock clock;

    TopicController(Topics topics, VisibleTopics visible, OpenTopic openTopic, Watches watches, Participation participation,
            Products products, ForumProperties properties, ForumResponses responses, IndexTicker forumIndex, Clock clock) {
        this.topics = topics;
        this.visible = visible;
        this.openTopic = openTopic;
        this.watches = watches;
        this.participation = participation;
        this.products = products;
        this.properties = properties;
        this.responses = responses;
        this.index = forumIndex;
        this.clock = clock;
    }

    @GetMapping("/categories")
    @Operation(summary = "List the categories, in the order of the forum")
    ForumCategoriesResponse listForumCategories() {
        return new ForumCategoriesResponse(properties.categories().stream()
                .map(id -> new ForumCategoryJson(id, responses.text("forum.category." + id))).toList());
    }

    /**
     * @param unanswered only topics without a visible post by somebody else than the author (R3.3)
     * @param mine only topics of the caller
     * @param watched only topics that the caller watches
     */
    @GetMapping("/topics")
    @Operation(summary = "List the topics, by last post, newest first")
    Page<TopicResponse> listTopics(Caller caller,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.FORUM_CATEGORY) String category,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.FORUM_TAG) String tag,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) TopicResponse.@Nullable State state,
            @RequestParam(defaultValue = "false") boolean unanswered, @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "false") boolean watched, @Valid @ParameterObject Page.Request page) {
        var after = Cursor.parse(page.after());
        var me = participation.find(caller).orElse("");
        var filter = new Topics.Filter(category, tag == null ? null : tag.toLowerCase(Locale.ROOT), product,
                state == null ? null : state == TopicResponse.State.SOLVED, unanswered, mine ? me : null,
                watched ? watches.topicsOf(me) : null, caller.mayReadAll());
        var found = page.of(topics.page(filter, after, page.limit() + 1), Topics::cursor);
        return new Page<>(responses.topics(found.items(), caller), found.next(), found.limit());
    }

    @GetMapping("/topics/{id}")
    @Operation(summary = "Read a topic; its posts are a list of their own")
    ResponseEntity<TopicResponse> getTopic(Caller caller, @PathVariable String id) {
        return response(visible.find(caller, id), caller);
    }

    @PostMapping("/topics")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open a topic with a question; no deadline starts")
    ResponseEntity<TopicResponse> openTopic(Caller caller, IdempotencyKey key, @Valid @RequestBody TopicRequest body) {
        var content = body.content();
        requireKnown(content);
        var topic = openTopic.handle(new OpenTopic.Command(key.id(caller, "topic"), caller, content, body.body()));
        return responses.entity(ResponseEntity.created(URI.create(ForumResponses.path(topic.state()))), topic, caller);
    }

    @PutMapping("/topics/{id}")
    @Operation(summary = "Change title, category, tags and product of a topic: its author or the staff")
    ResponseEntity<TopicResponse> reviseTopic(Caller caller, @PathVariable String id, IfMatch ifMatch,
            @Valid @RequestBody TopicContentRequest body) {
        var topic = visible.find(caller, id);
        visible.requireAuthorOrStaff(caller, topic.state().author());
        participation.admit(caller);
        var content = body.content();
        requireKnown(content);
        var cause = "revise/" + Ids.uuidOf(content.toString()) + "/" + ifMatch.version();
        var revised = topics.change(id, cause, ifMatch.version(), current -> current.revise(content, clock.instant()));
        index.indexNow(id);
        return response(revised, caller);
    }

    private void requireKnown(Content content) {
        if (!properties.categories().contains(content.category()))
            throw ApiException.invalidOneOf("category", properties.categories());
        if (content.product() != null && products.find(content.product()).isEmpty())
            throw ApiException.invalid("product", "unknown-product");
    }

    private ResponseEntity<TopicResponse> response(Versioned<Topic> topic, Caller caller) {
        return responses.entity(ResponseEntity.ok(), topic, caller);
    }
}
