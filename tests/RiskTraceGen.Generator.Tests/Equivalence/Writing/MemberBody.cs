namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>What a method of a broker does.</summary>
internal static class MemberBody
{
    /// <param name="member">The method.</param>
    /// <param name="setup">What comes first.</param>
    public static string Of(Member member, string setup = "")
    {
        string[] statements =
        [
            setup,
            $"log.Entered(\"{member.Name}\");",
            .. member.Parameters.Select(parameter => parameter.Fill(parameter.Kind.Body)),
            .. member.ChangesAmbient ? ["Log.Ambient.Value = \"changed by the broker\";"] : (string[])[],
            Return(member),
        ];
        return Block.Of(statements);
    }

    private static string Return(Member member)
    {
        if (member.IsAsync)
            return $"{(member.Result.Fixed is null ? "return " : "")}await {member.Answer.Expression};";
        return member.Result.Return.Replace("{e}", member.Answer.Expression, StringComparison.Ordinal).Replace("{t}", member.Value.Type, StringComparison.Ordinal);
    }
}
