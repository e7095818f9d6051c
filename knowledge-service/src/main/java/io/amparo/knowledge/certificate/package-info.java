/** Certificates of completed courses: issue, public verification, PDF, revocation and expiry (R4.2). */
@org.jspecify.annotations.NullMarked
package io.amparo.knowledge.certificate;
