/** Courses (R4): versioned content that staff publishes, and their lessons for every signed-in person. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.course;
