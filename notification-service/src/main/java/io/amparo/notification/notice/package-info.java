/** Notifies people in their inbox and by mail, after the rules; reads the events of articles and of the forum. */
@org.jspecify.annotations.NullMarked
package io.amparo.notification.notice;
