@org.jspecify.annotations.NullMarked
package io.amparo.platform.remote;
