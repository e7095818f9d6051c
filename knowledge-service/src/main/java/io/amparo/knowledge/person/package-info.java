/** The people who write in the forum: profile, limits for new people, mutes, erasure. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.person;
