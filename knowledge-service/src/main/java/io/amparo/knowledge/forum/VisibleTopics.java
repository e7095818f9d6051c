package io.amparo.knowledge.forum;

import io.amparo.knowledge.forum.Topic.Visibility;
import io.amparo.knowledge.person.Participation;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;

/** Topics and posts as far as a caller sees them. Everyone who is signed in sees all but hidden ones (R3.1). */
final class VisibleTopics {
    private final Topics topics;
    private final Posts posts;
    private final Participation participation;

    VisibleTopics(Topics topics, Posts posts, Participation participation) {
        this.topics = topics;
        this.posts = posts;
        this.participation = participation;
    }

    /** @throws ApiException 404 if there is no such topic for this caller */
    Versioned<Topic> find(Caller caller, String id) {
        return topics.find(id).filter(found -> caller.mayReadAll() || !found.state().isHidden())
                .orElseThrow(ApiException::notFound);
    }

    /** Finds a post that counts, also one that is hidden. */
    Post findPost(Topic topic, String postId) {
        posts.storePosition(topic);
        return posts.find(topic.id(), postId).orElseThrow(ApiException::notFound);
    }

    /** @throws ApiException 409 if the post is hidden or deleted */
    Post findVisiblePost(Topic topic, String postId) {
        var post = findPost(topic, postId);
        if (topic.visibility(postId) != Visibility.VISIBLE) throw ApiException.conflict("post-hidden");
        return post;
    }

    boolean isAuthor(Caller caller, String authorId) {
        return participation.find(caller).filter(authorId::equals).isPresent();
    }

    void requireAuthor(Caller caller, String authorId) {
        if (!isAuthor(caller, authorId)) throw new ForbiddenException();
    }

    void requireAuthorOrStaff(Caller caller, String authorId) {
        if (!caller.isStaff()) requireAuthor(caller, authorId);
    }
}
