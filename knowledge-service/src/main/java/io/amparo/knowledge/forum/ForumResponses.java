package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.PostResponse.FormerBodyJson;
import io.amparo.knowledge.forum.PostResponse.ModerationJson;
import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.knowledge.person.Participant;
import io.amparo.knowledge.person.Participants;
import io.amparo.knowledge.person.Participation;
import io.amparo.platform.Adapter;
import io.amparo.platform.markdown.MarkdownHtml;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.IfMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes responses of topics and posts for a caller, with a fixed number of queries for a page. They show more than a version,
 * such as votes, names and decisions, so their ETag has a hash.
 */
@Adapter
final class ForumResponses {
    private final Participants participants;
    private final Participation participation;
    private final Votes votes;
    private final Watches watches;
    private final EditPost editPost;
    private final MessageSource texts;
    private final JsonMapper json;

    ForumResponses(Participants participants, Participation participation, Votes votes, Watches watches, EditPost editPost,
            MessageSource texts, JsonMapper json) {
        this.participants = participants;
        this.participation = participation;
        this.votes = votes;
        this.watches = watches;
        this.editPost = editPost;
        this.texts = texts;
        this.json = json;
    }

    /** What a page needs of its caller and of the people in it. */
    private record Context(Caller caller, @Nullable String me, Map<String, Participant> people) {
        boolean isMe(String authorId) {
            return authorId.equals(me);
        }
    }

    private Context context(Caller caller, Set<String> authors) {
        return new Context(caller, participation.find(caller).orElse(null), participants.byAuthor(authors));
    }

    ResponseEntity<TopicResponse> entity(BodyBuilder entity, Versioned<Topic> topic, Caller caller) {
        var response = topic(topic, caller);
        return entity.eTag(IfMatch.etag(topic.version(), json.writeValueAsString(response))).body(response);
    }

    ResponseEntity<PostResponse> entity(BodyBuilder entity, Topic topic, Post post, Caller caller) {
        var response = post(topic, post, caller);
        return entity.eTag(IfMatch.etag(post.version(), json.writeValueAsString(response))).body(response);
    }

    TopicResponse topic(Versioned<Topic> topic, Caller caller) {
        return topics(List.of(topic), caller).getFirst();
    }

    /** @param found topics; whether the vendor asks is by the person, because a list does not read the posts */
    List<TopicResponse> topics(List<Versioned<Topic>> found, Caller caller) {
        var authors = new HashSet<String>();
        found.forEach(each -> authors.add(each.state().author()));
        var context = context(caller, authors);
        var counts = votes.count(found.stream().map(each -> voteId(each.id(), each.id())).toList());
        var watched = context.me() == null
                ? Set.<String>of()
                : watches.of(context.me(), found.stream().map(Versioned::id).toList());
        return found.stream().map(Versioned::state).map(
                each -> topic(each, counts.getOrDefault(voteId(each.id(), each.id()), 0), watched.contains(each.id()), context))
                .toList();
    }

    private TopicResponse topic(Topic t, int voteCount, boolean isWatched, Context context) {
        var content = t.content();
        var thread = t.thread();
        var isMine = context.isMe(t.author());
        var isStaff = context.caller().isStaff();
        var asker = context.people().get(t.author());
        return new TopicResponse(t.id(), content.title(), content.language(), content.category(), content.tags(),
                content.product(), author(t.author(), asker != null && asker.staff(), context), TopicResponse.State.of(t),
                thread.posts(), thread.answers(), voteCount, t.acceptedPost(), t.isHidden(), isWatched, thread.openedAt(),
                thread.lastPostAt(), isMine || isStaff ? t.links().ticket() : null, isStaff ? t.links().article() : null,
                topicActions(t, isMine, isStaff));
    }

    private static List<Action> topicActions(Topic topic, boolean isMine, boolean isStaff) {
        var path = path(topic);
        var actions = new ArrayList<Action>();
        if (isMine && topic.links().ticket() == null) actions.add(action("OPEN_TICKET", "POST", path + "/ticket"));
        if (isStaff && topic.isSolved() && topic.links().article() == null)
            actions.add(action("DRAFT_ARTICLE", "POST", path + "/article"));
        return actions;
    }

    PostResponse post(Topic topic, Post post, Caller caller) {
        return posts(topic, List.of(post), caller).getFirst();
    }

    List<PostResponse> posts(Topic topic, List<Post> found, Caller caller) {
        var authors = Mentions.authors(found);
        authors.add(topic.author());
        var context = context(caller, authors);
        var ids = found.stream().map(post -> voteId(topic.id(), post.id())).toList();
        var counts = votes.count(ids);
        var voted = votes.of(caller.subject(), ids);
        return found.stream().map(post -> {
            var voteId = voteId(topic.id(), post.id());
            return post(topic, post, counts.getOrDefault(voteId, 0), voted.contains(voteId), context);
        }).toList();
    }

    private PostResponse post(Topic topic, Post p, int voteCount, boolean isVoted, Context context) {
        var seesAll = context.caller().mayReadAll();
        var visibility = topic.visibility(p.id());
        var decision = topic.lastDecision(p.id());
        var text = visibility == Visibility.VISIBLE || seesAll ? show(p.text(), context) : null;
        return new PostResponse(p.id(), p.position(), author(p.author(), p.byVendor(), context), visibility, text,
                text == null ? null : MarkdownHtml.of(text),
                visibility == Visibility.HIDDEN && decision != null ? decision.reason() : null,
                p.id().equals(topic.acceptedPost()), voteCount, isVoted, p.postedAt(), p.editedAt(),
                seesAll && p.history() != null
                        ? p.history().stream().map(each -> new FormerBodyJson(show(each.text(), context), each.until())).toList()
                        : null,
                seesAll ? decision == null ? List.of() : List.of(ModerationJson.of(decision)) : null,
                postActions(topic, p, visibility, context));
    }

    private List<Action> postActions(Topic topic, Post post, Visibility visibility, Context context) {
        var path = path(topic) + "/posts/" + post.id();
        var isStaff = context.caller().isStaff();
        var isVisible = visibility == Visibility.VISIBLE;
        var actions = new ArrayList<Action>();
        if (isVisible && context.isMe(post.author()) && editPost.isEditable(post)) {
            actions.add(action("EDIT", "PUT", path));
            actions.add(action("DELETE", "DELETE", path));
        }
        if (isVisible && (isStaff || context.isMe(topic.author())) && !post.id().equals(topic.id()))
            actions.add(post.id().equals(topic.acceptedPost())
                    ? action("WITHDRAW_ANSWER", "DELETE", path(topic) + "/accepted-answer")
                    : action("ACCEPT", "PUT", path(topic) + "/accepted-answer"));
        if (isStaff && visibility != Visibility.DELETED)
            actions.add(action(isVisible ? "HIDE" : "SHOW", "PUT", path + "/hidden"));
        return actions;
    }

    private static Action action(String code, String method, String path) {
        return new Action(code, method, path, null, null);
    }

    private ForumAuthorJson author(String authorId, boolean byVendor, Context context) {
        var isFormer = !context.people().containsKey(authorId);
        return new ForumAuthorJson(name(authorId, context), byVendor, context.isMe(authorId), isFormer,
                context.caller().isStaff() && !isFormer ? authorId : null);
    }

    private String show(String text, Context context) {
        return Mentions.show(text, authorId -> name(authorId, context));
    }

    private String name(String authorId, Context context) {
        var person = context.people().get(authorId);
        if (person == null) return text("forum.former-participant");
        return person.displayName().isEmpty() ? text("forum.participant") : person.displayName();
    }

    String text(String key) {
        return texts.getMessage(key, null, key, LocaleContextHolder.getLocale());
    }

    static String path(Topic topic) {
        return "/api/v1/forum/topics/" + topic.id();
    }

    static String voteId(String topicId, String postId) {
        return topicId + "/" + postId;
    }
}
