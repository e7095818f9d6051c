/** Assessments of courses: pools of questions, attempts with drawn questions, and their grades (R4.2). Pure domain. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.assessment;
