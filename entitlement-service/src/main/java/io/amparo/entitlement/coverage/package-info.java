@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.coverage;
