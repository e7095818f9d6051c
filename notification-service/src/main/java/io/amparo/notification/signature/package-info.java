/** Signs what mails carry to the outside and what comes back: reply addresses, envelope addresses and unsubscribe links. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.signature;
