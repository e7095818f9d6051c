/** Learning records as xAPI 1.0.3 statements: made from the events of courses, read by staff and by each learner. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.xapi;
