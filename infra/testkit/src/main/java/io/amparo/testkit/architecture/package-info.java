@org.jspecify.annotations.NullMarked
package io.amparo.testkit.architecture;
