/** Enrolments (R4.2): what a person has done of a course, its assessments, the completion, and the view of the teachers. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.enrolment;
