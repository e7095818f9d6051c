package io.amparo.knowledge.forum;

import org.jspecify.annotations.Nullable;

/**
 * The author of a post.
 *
 * @param name pseudonym, or first name with an initial; a former participant has a general name
 * @param staff badge: the author was staff of the vendor at the time of the post (R3.2)
 * @param me whether it is the caller
 * @param former whether the person was erased
 * @param id id of the person in the forum, for the staff only
 */
record ForumAuthorJson(String name, boolean staff, boolean me, boolean former, @Nullable String id) {}
