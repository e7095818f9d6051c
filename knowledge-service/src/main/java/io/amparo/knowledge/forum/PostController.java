package io.amparo.knowledge.forum;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.knowledge.person.Participation;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the posts of a topic. A post that is hidden keeps its place, so that the thread stays readable. */
@RestController
@RequestMapping("/api/v1/forum/topics/{id}/posts")
class PostController {
    /** @param body Markdown; {@code @pseudonym} mentions a person */
    record PostRequest(@NotBlank @Size(max = FieldLimits.FORUM_POST) String body) {}

    record HiddenRequest(@NotNull Boolean hidden, @NotBlank @Size(max = FieldLimits.FORUM_REASON) String reason) {}

    private final VisibleTopics visible;
    private final Posts posts;
    private final AddPost addPost;
    private final EditPost editPost;
    private final ModeratePost moderatePost;
    private final Participation participation;
    private final ForumResponses responses;

    PostController(VisibleTopics visible, Posts posts, AddPost addPost, EditPost editPost, ModeratePost moderatePost,
            Participation participation, ForumResponses responses) {
        this.visible = visible;
        this.posts = posts;
        this.addPost = addPost;
        this.editPost = editPost;
        this.moderatePost = moderatePost;
        this.participation = participation;
        this.responses = responses;
    }

    @GetMapping
    @Operation(summary = "List the posts of a topic, by position")
    Page<PostResponse> listPosts(Caller caller, @PathVariable String id, @Valid @ParameterObject Page.Request page) {
        var after = position(page.after());
        var topic = visible.find(caller, id).state();
        var found = page.of(posts.page(topic, after, page.limit() + 1), post -> Integer.toString(post.position()));
        return new Page<>(responses.posts(topic, found.items(), caller), found.next(), found.limit());
    }

    private static int position(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Integer.parseUnsignedInt(cursor);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("cursor", "malformed");
        }
    }

    @GetMapping("/{post}")
    @Operation(summary = "Read a post")
    ResponseEntity<PostResponse> getPost(Caller caller, @PathVariable String id, @PathVariable String post) {
        var topic = visible.find(caller, id).state();
        return response(topic, visible.findPost(topic, post), caller);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Answer a topic, or comment on it")
    ResponseEntity<PostResponse> addPost(Caller caller, @PathVariable String id, IdempotencyKey key,
            @Valid @RequestBody PostRequest body) {
        visible.find(caller, id);
        var post = addPost.handle(new AddPost.Command(id, key.id(caller, "post\n" + id), caller, body.body()));
        var topic = visible.find(caller, id).state();
        return responses.entity(ResponseEntity.created(URI.create(ForumResponses.path(topic) + "/posts/" + post.id())), topic,
                post, caller);
    }

    @PutMapping("/{post}")
    @Operation(summary = "Edit one's own post, for a time")
    ResponseEntity<PostResponse> editPost(Caller caller, @PathVariable String id, @PathVariable String post, IfMatch ifMatch,
            @Valid @RequestBody PostRequest body) {
        var topic = visible.find(caller, id).state();
        var found = visible.findVisiblePost(topic, post);
        visible.requireAuthor(caller, found.author());
        var edited = editPost.handle(new EditPost.Command(found, (int) ifMatch.version(), caller, body.body()))
                .orElseThrow(() -> ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale"));
        return response(topic, edited, caller);
    }

    @DeleteMapping("/{post}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete one's own post, for a time; a question only without answers, and its topic with it")
    void deletePost(Caller caller, @PathVariable String id, @PathVariable String post) {
        var topic = visible.find(caller, id).state();
        var found = visible.findPost(topic, post);
        visible.requireAuthor(caller, found.author());
        participation.admit(caller);
        if (topic.visibility(post) == Visibility.DELETED) return;
        if (!editPost.isEditable(found)) throw ApiException.conflict("edit-too-late");
        moderatePost.handle(new ModeratePost.Command(topic, found, Visibility.DELETED, "", ""));
    }

    @PutMapping("/{post}/hidden")
    @Staff
    @Operation(summary = "Hide a post, or show it once more; with the question the whole topic")
    PostResponse hidePost(Caller caller, @PathVariable String id, @PathVariable String post,
            @Valid @RequestBody HiddenRequest body) {
        var topic = visible.find(caller, id).state();
        var found = visible.findPost(topic, post);
        var changed = moderatePost.handle(new ModeratePost.Command(topic, found,
                body.hidden() ? Visibility.HIDDEN : Visibility.VISIBLE, body.reason().strip(), caller.name()));
        return responses.post(changed.state(), found, caller);
    }

    private ResponseEntity<PostResponse> response(Topic topic, Post post, Caller caller) {
        return responses.entity(ResponseEntity.ok(), topic, post, caller);
    }
}
