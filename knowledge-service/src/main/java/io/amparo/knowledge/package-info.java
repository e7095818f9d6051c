/** Spring Boot application of the knowledge service. */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge;
