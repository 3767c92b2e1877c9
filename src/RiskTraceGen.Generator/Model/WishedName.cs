namespace RiskTraceGen.Generator.Model;

/// <summary>
/// The name that a generated type would best have, marked with what the type is made for: <c>ResultOfOrderEncoder</c> is one name for
/// <c>Result&lt;A.Order&gt;</c> and <c>Result&lt;B.Order&gt;</c>. Only the linker, which sees all of them, knows whether another type wishes for the same.
/// </summary>
internal static class WishedName
{
    // Control characters, as those of a TypeRef.
    internal const char Open = '\u0004';
    internal const char Close = '\u0005';

    public static bool IsIn(string text) => text.IndexOf(Open) >= 0;

    /// <param name="name">The name.</param>
    /// <param name="subject">What no other type that wishes for the name is made for.</param>
    public static string Of(string name, string subject) => $"{name}{Open}{subject}{Close}";
}
