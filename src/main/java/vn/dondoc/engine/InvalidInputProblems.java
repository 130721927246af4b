package vn.dondoc.engine;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Our own REST answers what it refuses with 400 as a problem (RFC 9457) with the {@code field} and,
 * as its {@code detail}, what to do, in Vietnamese.
 */
@RestControllerAdvice(annotations = RestController.class)
class InvalidInputProblems {

  @ExceptionHandler
  ProblemDetail refused(InvalidInput input) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, input.getMessage());
    problem.setTitle("Dữ liệu không hợp lệ");
    problem.setProperty("field", input.field());
    return problem;
  }
}
