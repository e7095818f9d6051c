package io.amparo.knowledge.forum;

import io.amparo.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** The knowledge base, as far as the forum writes into it. */
public interface ArticleDrafts {
    /**
     * A draft of an article from a solved topic.
     *
     * @param body question and answer as Markdown, without names
     */
    record Draft(String id, String language, String title, String body, @Nullable String product) {}

    /** Creates a draft, or finds the one with this id. Returns its slug. */
    String create(Draft draft, Caller author);
}
