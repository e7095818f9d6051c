/** Forum: topics with posts, votes, watches, reports and moderation, free for the users of all products (R3). */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.forum;
