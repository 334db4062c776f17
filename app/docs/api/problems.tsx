import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { toProblem } from "#lib/http/problem.ts";
import { AppError, type ErrorCode, errorCodes } from "#lib/kernel/errors.ts";

const advice: Record<ErrorCode, string> = {
  bad_request:
    "The request could not be read at all, for example because its JSON is malformed. Mend it; sending it again changes nothing.",
  unauthorized: "Sign in, then send it again.",
  payment_required: "The card was refused; nothing was taken. Try another one, with a new key.",
  forbidden:
    "You are known, and still not allowed: a role is missing, or the page that asked is of a foreign origin.",
  not_found: "Nothing has this address or this id.",
  method_not_allowed: "The address exists, the method does not. The Allow header names those that do.",
  request_timeout: "The request took too long to arrive. Send it again over a steadier connection.",
  conflict:
    "Somebody was quicker, or the same key came with another content. Read the current state, then decide.",
  payload_too_large: "The body is over the limit of this endpoint. Send less.",
  headers_too_large: "The headers are over the limit, most often because of cookies. Send fewer.",
  unsupported_media_type: "The Content-Type is not one that this endpoint reads.",
  misdirected_request: "The Host header names a host that this server does not answer for.",
  validation_failed:
    "The request was read but is not valid; fields names each place and what is wrong with it.",
  too_many_requests: "Wait as many seconds as Retry-After says.",
  internal: "Our fault. Try again; if it stays, report the request id.",
  unavailable: "A part that this needs is not there right now. Try again shortly.",
};

/** `type` of every problem leads to its row here. */
export function Problems() {
  return (
    <Table caption="Codes of problems">
      <thead>
        <tr>
          <HeaderCell>Code</HeaderCell>
          <HeaderCell>Status</HeaderCell>
          <HeaderCell>Title</HeaderCell>
          <HeaderCell>What to do</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {errorCodes.map((code) => {
          const { status, title } = toProblem(new AppError(code, ""), "").body;
          return (
            <Row key={code} id={`problem-${code}`} className="target:bg-well">
              <RowHeader className="align-top">
                <code className="text-sm whitespace-nowrap">{code}</code>
              </RowHeader>
              <Cell className="figures">{status}</Cell>
              <Cell className="whitespace-nowrap">{title}</Cell>
              <Cell className="min-w-80 text-muted">{advice[code]}</Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
