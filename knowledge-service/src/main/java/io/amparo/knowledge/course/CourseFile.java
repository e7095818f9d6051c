package io.amparo.knowledge.course;

import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.ScanState;
import java.time.Instant;

/**
 * A file that an author has uploaded for a course. It never changes; lessons name it by its id.
 *
 * @param id follows from the request, so that a retry finds the file
 * @param content id of the upload
 */
record CourseFile(String id, String courseId, String content, ReceivedFile.Description file, ScanState scan, Instant at) {}
