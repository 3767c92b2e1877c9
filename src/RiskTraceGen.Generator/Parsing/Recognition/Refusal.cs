namespace RiskTraceGen.Parsing;

/// <summary>Why a broker call is not traced.</summary>
/// <param name="Reason">The reason, for tests to name.</param>
/// <param name="Text">The same in words, with what to do about it.</param>
internal sealed record Refusal(RefusalReason Reason, string Text);

/// <summary>The reasons for which the generator leaves a broker or a member of one alone.</summary>
internal enum RefusalReason
{
    // Of a type.
    NotABroker,
    StaticType,
    StructReceiver,
    UnreachableType,
    FileLocalType,
    BehindAlias,
    UnsayableType,
    WrapperNameTaken,

    // Of an annotation.
    BlankName,
    WrongForm,
    NoSuchMember,
    NotAMethod,
    WrappedElsewhere,

    // Of a member.
    StaticMember,
    NotOrdinary,
    Extension,
    ExplicitImplementation,
    UnreachableMember,
    NotInCSharp,
    Pointer,
    VariableArguments,
    ReadOnlyReference,
    Constraint,
    ReceiverInText,
    Conditional,
    ReturnsByReference,
    OwnName,
    ObjectMember,
    NameShared,
    Overshadowed,
    Replacing,
    Unranked,
    ExtensionHidden,
}
