package io.amparo.knowledge.course;

import io.amparo.platform.security.Caller;
import java.util.Optional;

/** Knows the version of a course that a learner has begun. */
public interface LearnerRevisions {
    /** Returns empty if the caller has not begun the course. */
    Optional<Integer> find(String courseId, Caller caller);
}
