@org.jspecify.annotations.NullMarked
package io.amparo.events.slamigration;
