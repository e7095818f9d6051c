@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.search;
