using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Flows;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Rules;

/// <summary>RTG0303: an evaluation that reads what no replay can give it again: the wall clock, chance, the environment, files, what the web says.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IrreproducibleInput() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0303";

    private const string Clock = "read the flow's clock ('flow.Time')";
    private const string Chance = "give the rule a generator with a seed";
    private const string Environment = "give the rule its settings through the constructor";
    private const string Outside = "read it before, and give the rule what it says";

    private static readonly string[] Looking = ["Read", "Get", "Enumerate"];


    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "An evaluation that cannot be reproduced",
        "'{0}' is read in an evaluation, which can then not be reproduced; {1}",
        Categories.Rules,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The journal holds what a rule was given and what it decided. A verdict that also depends on the wall clock, on chance or on the machine cannot be explained from it, and no test can ask for it again.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterOperationAction(
            operation => Analyze(operation, symbols),
            OperationKind.PropertyReference,
            OperationKind.Invocation,
            OperationKind.MethodReference,
            OperationKind.ObjectCreation,
            OperationKind.FieldReference);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (InputOf(context.Operation) is var (input, advice)
            && context.Operation.Parent is not INameOfOperation
            && symbols.FlowCode.RoleOf(context.Operation, context.ContainingSymbol).HasFlag(FlowRole.Evaluation))
            context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), input, advice));
    }

    private static (string Input, string Advice)? InputOf(IOperation operation)
    {
        if (operation is IFieldReferenceOperation field)
            return InputBehind(field.Field);

        ISymbol? member = operation switch
        {
            IPropertyReferenceOperation property => property.Property,
            IInvocationOperation call => call.TargetMethod,
            IMethodReferenceOperation group => group.Method,
            IObjectCreationOperation { Constructor: var made, Arguments: var arguments }
                when arguments.IsEmpty || made?.Parameters[0].Type.SpecialType == SpecialType.System_String => made,
            _ => null,
        };

        if (member?.ContainingType is not { } type)
            return null;

        (string Space, string Advice)? found = (type.Name, member.Name) switch
        {
            ("DateTime", "Now" or "UtcNow" or "Today") or ("DateTimeOffset", "Now" or "UtcNow") or ("TimeProvider", "System") => ("System", Clock),
            ("Environment", "TickCount" or "TickCount64") => ("System", Clock),
            ("Random", "Shared" or WellKnownMemberNames.InstanceConstructorName) => ("System", Chance),
            ("RandomNumberGenerator", _) when member.IsStatic => ("System.Security.Cryptography", Chance),
            ("Environment", "GetEnvironmentVariable" or "GetEnvironmentVariables" or "ExpandEnvironmentVariables" or "MachineName" or "UserName"
                or "CurrentDirectory") => ("System", Environment),
            ("TimeZoneInfo", "Local") => ("System", Environment),
            ("File" or "Directory" or "FileInfo" or "DirectoryInfo" or "FileSystemInfo", _) when Looks(member) => ("System.IO", Outside),
            ("Path", "Exists") or ("StreamReader", WellKnownMemberNames.InstanceConstructorName) => ("System.IO", Outside),
            ("HttpClient", var name) when name.StartsWith("Get", StringComparison.Ordinal) => ("System.Net.Http", Outside),
            ("HttpClientJsonExtensions", var name) when name.StartsWith("Get", StringComparison.Ordinal) => ("System.Net.Http.Json", Outside),
            _ => null,
        };

        return found is var (space, advice) && WellKnown.Is(type, space, type.Name, 0)
            ? (member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {type.Name}()" : $"{type.Name}.{member.Name}", advice)
            : null;
    }

    /// <summary>Whether a member of what stands for a file or directory tells something of it; the others change something.</summary>
    private static bool Looks(ISymbol member) => member is IPropertySymbol
        ? member.Name is not ("Name" or "FullName" or "Extension" or "Directory" or "DirectoryName" or "Parent" or "Root")
        : member.Name is "Exists" or "OpenRead" or "OpenText" || Array.Exists(Looking, start => member.Name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>What a field is made from where it is declared: chance without a seed, or the clock of the machine.</summary>
    private static (string Input, string Advice)? InputBehind(IFieldSymbol field)
    {
        string? advice = field.Type.Name switch
        {
            "Random" when WellKnown.Is(field.Type, "System", "Random", 0) => Chance,
            "TimeProvider" when WellKnown.Is(field.Type, "System", "TimeProvider", 0) => Clock,
            _ => null,
        };
        return advice is not null
               && field.DeclaringSyntaxReferences is [var declared]
               && declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var made }
               && made is
                   BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } }
                   or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Shared" or "System" }
            ? (field.Name, advice)
            : null;
    }
}
