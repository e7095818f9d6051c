@org.jspecify.annotations.NullMarked
package io.amparo.gateway.home;
