/** The duties of the vendor and the customer (requirements, section 9): their states, evidence and manual assessments. */
@org.jspecify.annotations.NullMarked
package io.amparo.entitlement.obligation;
