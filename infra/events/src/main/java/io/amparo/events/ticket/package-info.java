@org.jspecify.annotations.NullMarked
package io.amparo.events.ticket;
