package io.amparo.knowledge.forum;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary.SeverityLevel;
import io.amparo.events.Vocabulary.TicketKind;
import io.amparo.knowledge.person.Participation;
import io.amparo.knowledge.ticket.TicketRequest;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of what people do with a topic besides posting: accept, vote, watch, open a ticket or draft an article. */
@RestController
@RequestMapping("/api/v1/forum/topics/{id}")
class TopicActionController {
    enum SeverityEffect {
        INTERRUPTION, UNAVAILABILITY, DEGRADATION
    }

    /** @param post id of the accepted post */
    record AcceptedAnswerRequest(@NotBlank @Size(max = FieldLimits.FORUM_ID) String post) {}

    /** The fields of a ticket that a topic does not have; the topic gives subject and description. */
    record TopicTicketRequest(@NotNull TicketKind kind, @Size(max = FieldLimits.PRODUCT_ID) @Nullable String product,
            @Size(max = FieldLimits.VERSION) @Nullable String version,
            @Size(max = FieldLimits.ENVIRONMENT) @Nullable String environment, @Nullable SeverityEffect effect,
            @Nullable SeverityLevel impact, @Nullable SeverityLevel urgency,
            @Size(max = FieldLimits.EVIDENCE) @Nullable String evidence,
            @Size(max = FieldLimits.CUSTOMER_ID) @Nullable String customer,
            @Size(max = FieldLimits.FIELDS) @Nullable Map<@Size(max = FieldLimits.FIELD_CODE) String, @NotNull @Size(max = FieldLimits.FIELD_VALUE) String> fields) {
        TicketRequest of(Topic topic, String description, String path) {
            return new TicketRequest(kind.name(), topic.content().title(), description,
                    product == null ? topic.content().product() : product, version, environment, name(effect), name(impact),
                    name(urgency), evidence, customer, fields, List.of(path));
        }

        private static @Nullable String name(@Nullable Enum<?> value) {
            return value == null ? null : value.name();
        }
    }

    record TopicArticleRequest(@NotBlank @Size(max = FieldLimits.SUBJECT) String title) {}

    private final Topics topics;
    private final VisibleTopics visible;
    private final Votes votes;
    private final Watches watches;
    private final Participation participation;
    private final OpenTopicTicket openTopicTicket;
    private final DraftArticle draftArticle;
    private final ForumResponses responses;
    private final Clock clock;

    TopicActionController(Topics topics, VisibleTopics visible, Votes votes, Watches watches, Participation participation,
            OpenTopicTicket openTopicTicket, DraftArticle draftArticle, ForumResponses responses, Clock clock) {
        this.topics = topics;
        this.visible = visible;
        this.votes = votes;
        this.watches = watches;
        this.participation = participation;
        this.openTopicTicket = openTopicTicket;
        this.draftArticle = draftArticle;
        this.responses = responses;
        this.clock = clock;
    }

    @PutMapping("/accepted-answer")
    @Operation(summary = "Accept a post as the answer: the author of the topic or the staff")
    TopicResponse acceptAnswer(Caller caller, @PathVariable String id, @Valid @RequestBody AcceptedAnswerRequest body) {
        var topic = decidable(caller, id);
        var post = visible.findVisiblePost(topic.state(), body.post());
        return responses.topic(topics.change(id, "accept/" + post.id() + "/" + topic.version(),
                current -> current.accept(post, clock.instant())), caller);
    }

    @DeleteMapping("/accepted-answer")
    @Operation(summary = "Withdraw the accepted answer")
    TopicResponse withdrawAnswer(Caller caller, @PathVariable String id) {
        var topic = decidable(caller, id);
        return responses.topic(
                topics.change(id, "withdraw/" + topic.version(), current -> current.withdrawAnswer(clock.instant())), caller);
    }

    private Versioned<Topic> decidable(Caller caller, String id) {
        var topic = visible.find(caller, id);
        visible.requireAuthorOrStaff(caller, topic.state().author());
        participation.admit(caller);
        return topic;
    }

    @PutMapping("/votes/{post}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Vote for a post of somebody else")
    void votePost(Caller caller, @PathVariable String id, @PathVariable String post) {
        var found = visible.findVisiblePost(visible.find(caller, id).state(), post);
        if (participation.admit(caller).authorId().equals(found.author())) throw ApiException.conflict("own-post");
        votes.add(ForumResponses.voteId(id, post), caller.subject());
    }

    @DeleteMapping("/votes/{post}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take one's own vote back")
    void withdrawVote(Caller caller, @PathVariable String id, @PathVariable String post) {
        visible.findPost(visible.find(caller, id).state(), post);
        votes.remove(ForumResponses.voteId(id, post), caller.subject());
    }

    @PutMapping("/watch")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Watch a topic")
    void watchTopic(Caller caller, @PathVariable String id) {
        visible.find(caller, id);
        watches.add(id, participation.admit(caller).authorId(), clock.instant());
    }

    @DeleteMapping("/watch")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Watch a topic no more")
    void unwatchTopic(Caller caller, @PathVariable String id) {
        visible.find(caller, id);
        participation.find(caller).ifPresent(authorId -> watches.remove(id, authorId));
    }

    @PostMapping("/ticket")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open a ticket from one's own topic, if a contract entitles to it")
    ResponseEntity<TopicResponse> openTicketFromTopic(Caller caller, @PathVariable String id,
            @Valid @RequestBody TopicTicketRequest body) {
        var topic = visible.find(caller, id).state();
        visible.requireAuthor(caller, topic.author());
        var linked = openTopicTicket.handle(topic, (description, path) -> body.of(topic, description, path));
        return created("/api/v1/tickets/" + linked.state().links().ticket(), linked, caller);
    }

    @PostMapping("/article")
    @Staff
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make the draft of an article from a solved topic")
    ResponseEntity<TopicResponse> draftArticleFromTopic(Caller caller, @PathVariable String id,
            @Valid @RequestBody TopicArticleRequest body) {
        var linked = draftArticle.handle(visible.find(caller, id).state(), body.title().strip(), caller);
        return created("/api/v1/articles/" + linked.state().links().article(), linked, caller);
    }

    private ResponseEntity<TopicResponse> created(String path, Versioned<Topic> topic, Caller caller) {
        return ResponseEntity.created(URI.create(path)).body(responses.topic(topic, caller));
    }
}
