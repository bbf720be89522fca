"""The words of refusals about enquiries, marking, letters and reports (see `errors.MESSAGES`)."""

from wset_desk.domain.texts import N_

ENQUIRY_MESSAGES: dict[str, str] = {
    # asking for an enquiry
    "RESULT_NOT_RELEASED": N_("There is no released result that could be challenged."),
    "BOTH_NEEDS_BOTH_RESULTS": N_("Both papers need a released result."),
    "ENQUIRIES_NOT_ALLOWED": N_("Results of this exam can't be challenged."),
    "ENQUIRY_WINDOW_OVER": N_("Enquiries about this result were possible until {day}."),
    "ENQUIRY_OPEN": N_("An enquiry about this result is open already."),
    "ENQUIRY_DECIDED": N_("This result has been looked into already: appeal that enquiry."),
    "ENQUIRY_TYPE_UNFIT": N_("This exam has no such paper."),
    "CONSENT_MISSING": N_("The candidate has to agree that marks may go down."),
    "CONSENT_IN_FUTURE": N_("This day is still to come."),
    "APPEAL_TOO_EARLY": N_("This enquiry hasn't been answered yet."),
    "APPEAL_OF_APPEAL": N_("The answer to an appeal is final."),
    "APPEALED_ALREADY": N_("This enquiry has been appealed already."),
    "APPEAL_OTHER_PAPER": N_("The enquiry that is appealed was about another paper."),
    "APPEAL_OVER": N_("The answer could be appealed until {day}."),
    # its review
    "ENQUIRY_CLOSED": N_("This enquiry is closed: nothing of it changes any more."),
    "ENQUIRY_NOT_UNDER_REVIEW": N_("This enquiry isn't under review."),
    "ENQUIRY_THIS_FAR_ALREADY": N_("This enquiry has come this far already."),
    "ENQUIRY_FEE_OWED": N_("The fee is owed: the review starts once it's paid or waived."),
    "ENQUIRY_PAID": N_("Money has come in for this enquiry: reject it and refund the fee instead."),
    "REVIEWER_MARKED_IT": N_("You entered or confirmed this result: somebody else reviews it."),
    "REVIEWER_OF_APPEALED": N_("You reviewed the enquiry that is appealed: somebody else decides."),
    "REVIEWER_ALREADY": N_("You are the reviewer already."),
    "NOT_THE_REVIEWER": N_("{name} is the reviewer: take the review over first."),
    "ENQUIRY_RESULT_CHANGED": N_("The result has changed since. Look at it once more."),
    "ENQUIRY_RESULT_WITHDRAWN": N_(
        "The result is being corrected. Decide once it has been released again."
    ),
    "ENQUIRY_REFUND_NOT_DUE": N_("Nothing is refunded where the review found nothing in favour."),
    "ENQUIRY_PAPER_UNFIT": N_("The enquiry isn't about this mark."),
    "FORWARDED_IN_FUTURE": N_("This day is still to come."),
    "NOT_FORWARDED": N_("Nothing has been sent to the awarding body yet."),
    # marks by two people, holds
    "MARK_STANDS": N_("This mark stands already: it can only be corrected, with a reason."),
    "MARK_TYPED_TWICE": N_("Two people have typed this mark, and differ: a third one decides."),
    "MARK_ENTERED_TWICE": N_("Marks of this course are entered by two people."),
    "MARK_NOT_TYPED_TWICE": N_("Two people haven't typed this mark yet."),
    "MARK_NOT_TYPED": N_("Nobody has typed this mark, or it was taken back meanwhile."),
    "MARK_MISSING": N_("Which mark is it? Give one."),
    "THIRD_PERSON_NEEDED": N_("A third person decides: neither of the two who typed the mark."),
    "NO_SHOW_WITH_ENTRY": N_(
        "{name} has typed a mark for this paper, which has to be taken back first."
    ),
    "RESULT_ON_HOLD": N_("The result of {name} is on hold: {reason}"),
    # the awarding body's file
    "ROW_REPEATED": N_("Row {row} has the same candidate number."),
    "NUMBER_NOT_IN_EXAM": N_("Nobody with the number “{number}” sits this exam."),
    "PERCENTAGE_WITHOUT_MARK": N_("No mark of this paper comes to {percent} %."),
    "PERCENTAGE_DIFFERS": N_("{percent} % isn't the percentage of {mark}."),
    "AWARDING_PAPER_NOT_CHOSEN": N_("Name one exam of that day. These fit: {names}"),
    "AWARDING_FILE_NOTHING": N_("Nothing of this file would be taken up."),
    "RESULT_RELEASED_ALREADY": N_("This result is released already: it can't be held back."),
    "HOLD_LIFTED_ALREADY": N_("This hold was lifted meanwhile."),
    # letters
    "LETTER_NOTHING_RELEASED": N_("No result is released yet, so there is nothing to state."),
    "LETTER_NOT_BOOKED": N_("Nobody here is booked for an exam to come."),
    "LETTER_NOTHING_BOOKED": N_("No exam to come is booked."),
    "LETTER_NOTHING_MISSED": N_("No exam was missed."),
    "LETTER_NO_ENQUIRY": N_("There is no enquiry to write about."),
    "LETTER_NO_EXAMS": N_("No exam is held on this day."),
    "LETTER_ENQUIRY_OPEN": N_("This enquiry isn't answered yet."),
    "LETTER_NO_MAKEUP": N_("There is no makeup session with a free seat to invite to."),
    "LETTER_NOTHING_PAID": N_("Nothing was paid, so there is nothing to acknowledge."),
    "PRINTER_NOT_READY": N_("The printer didn't take the pages."),
    "LETTER_NOBODY_EXPECTED": N_("Nobody is expected at this exam yet."),
    "LETTER_EXAM_CANCELLED": N_("This exam is cancelled: there is nothing to print for it."),
    # reports and statistics
    "REPORT_UNKNOWN": N_("There is no report “{name}”. There are: {names}."),
    "RELIABILITY_NEEDS_FIXED_FORM": N_(
        "Reliability needs a fixed form: everybody is asked the same questions."
    ),
    "RELIABILITY_NEEDS_SCORES": N_(
        "Reliability needs two questions and two candidates with every score."
    ),
    "RELIABILITY_WITHOUT_SPREAD": N_("Everybody has the same total: it can't be said."),
}
