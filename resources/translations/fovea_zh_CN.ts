<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open bundle…</source>
        <translation>打开模型包(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a model bundle folder</source>
        <translation>打开一个模型包文件夹</translation>
    </message>
    <message>
        <source>Open &amp;trace…</source>
        <translation>打开轨迹(&amp;T)…</translation>
    </message>
    <message>
        <source>Open a trace file to look at</source>
        <translation>打开一个轨迹文件查看</translation>
    </message>
    <message>
        <source>Export &amp;picture…</source>
        <translation>导出图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save the picture as PNG, SVG or PDF</source>
        <translation>将图片保存为 PNG、SVG 或 PDF</translation>
    </message>
    <message>
        <source>Export &amp;data…</source>
        <translation>导出数据(&amp;D)…</translation>
    </message>
    <message>
        <source>Save the weights as CSV or the whole trace as JSON</source>
        <translation>将权重保存为 CSV，或将整条轨迹保存为 JSON</translation>
    </message>
    <message>
        <source>Copy p&amp;icture</source>
        <translation>复制图片(&amp;I)</translation>
    </message>
    <message>
        <source>Copy the picture to the clipboard</source>
        <translation>将图片复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Copy output</source>
        <translation>复制输出(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the translation or the caption to the clipboard</source>
        <translation>把译文或图片描述复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close Fovea</source>
        <translation>关闭 Fovea</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Make the last change again</source>
        <translation>重做上一次撤销的更改</translation>
    </message>
    <message>
        <source>&amp;Edit input</source>
        <translation>编辑输入(&amp;E)</translation>
    </message>
    <message>
        <source>Go to the sentence or the picture</source>
        <translation>转到句子或图片</translation>
    </message>
    <message>
        <source>From &amp;0 to 1</source>
        <translation>从 0 到 1(&amp;0)</translation>
    </message>
    <message>
        <source>The colour scale goes from 0 to 1</source>
        <translation>颜色标尺固定为 0 到 1</translation>
    </message>
    <message>
        <source>To the &amp;largest weight</source>
        <translation>到最大权重(&amp;L)</translation>
    </message>
    <message>
        <source>The colour scale ends at the largest weight of the picture</source>
        <translation>颜色标尺以全图的最大权重为上限</translation>
    </message>
    <message>
        <source>Per &amp;row</source>
        <translation>逐行(&amp;R)</translation>
    </message>
    <message>
        <source>Every row has its own colour scale</source>
        <translation>每一行使用自己的颜色标尺</translation>
    </message>
    <message>
        <source>&amp;Values in the cells</source>
        <translation>在格中显示数值(&amp;V)</translation>
    </message>
    <message>
        <source>Write the weights into the cells where they fit</source>
        <translation>放得下时在格中写出权重</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Larger cells</source>
        <translation>放大格子</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Smaller cells</source>
        <translation>缩小格子</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>The whole picture in the window</source>
        <translation>在窗口中显示整幅图</translation>
    </message>
    <message>
        <source>Light or dark as the desktop is</source>
        <translation>浅色或深色，与桌面一致</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Light window</source>
        <translation>使用浅色窗口</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation>使用深色窗口</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>使用整个屏幕</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>从头开始(&amp;R)</translation>
    </message>
    <message>
        <source>Go back to before the first word</source>
        <translation>回到第一个词之前</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退一步(&amp;B)</translation>
    </message>
    <message>
        <source>Go one word back</source>
        <translation>回到前一个词</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>前进一步(&amp;S)</translation>
    </message>
    <message>
        <source>Decode one word</source>
        <translation>解码一个词</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>到末尾(&amp;E)</translation>
    </message>
    <message>
        <source>Decode to the end of the sentence</source>
        <translation>解码到句子结束</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>Decode word after word</source>
        <translation>一个词接一个词地解码</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop decoding</source>
        <translation>停止解码</translation>
    </message>
    <message>
        <source>&amp;Force a word…</source>
        <translation>强制一个词(&amp;F)…</translation>
    </message>
    <message>
        <source>Type what the next words are to be</source>
        <translation>输入接下来必须生成的词</translation>
    </message>
    <message>
        <source>Pre&amp;vious trace</source>
        <translation>上一条轨迹(&amp;V)</translation>
    </message>
    <message>
        <source>The previous trace of the file</source>
        <translation>文件中的上一条轨迹</translation>
    </message>
    <message>
        <source>&amp;Next trace</source>
        <translation>下一条轨迹(&amp;N)</translation>
    </message>
    <message>
        <source>The next trace of the file</source>
        <translation>文件中的下一条轨迹</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Show what can be done with the keyboard</source>
        <translation>显示可用键盘完成的操作</translation>
    </message>
    <message>
        <source>&amp;About Fovea</source>
        <translation>关于 Fovea(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本与许可证</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>暂停播放</translation>
    </message>
    <message>
        <source>&amp;As the desktop</source>
        <translation>跟随桌面(&amp;A)</translation>
    </message>
    <message>
        <source>Open se&amp;ntences…</source>
        <translation>打开句子列表(&amp;N)…</translation>
    </message>
    <message>
        <source>Decode a text file line by line and find the worst attention</source>
        <translation>逐行解码文本文件，找出注意力最差的句子</translation>
    </message>
    <message>
        <source>Open &amp;session…</source>
        <translation>打开会话(&amp;S)…</translation>
    </message>
    <message>
        <source>Open what was saved as a session: inputs, branches and views</source>
        <translation>打开保存为会话的内容：输入、分支和视图</translation>
    </message>
    <message>
        <source>Sa&amp;ve session</source>
        <translation>保存会话(&amp;V)</translation>
    </message>
    <message>
        <source>Save inputs, branches and views in one file</source>
        <translation>把输入、分支和视图保存到一个文件</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>会话另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the session under another name</source>
        <translation>用另一个名字保存会话</translation>
    </message>
    <message>
        <source>Export ani&amp;mation…</source>
        <translation>导出动画(&amp;M)…</translation>
    </message>
    <message>
        <source>Save the view step by step as a film or as numbered pictures</source>
        <translation>把视图逐步保存为影片或编号图片</translation>
    </message>
    <message>
        <source>&amp;Whole words</source>
        <translation>整词(&amp;W)</translation>
    </message>
    <message>
        <source>Make one row and one column of the pieces of a word</source>
        <translation>把一个词的各个子词合成一行一列</translation>
    </message>
    <message>
        <source>&amp;Matrix</source>
        <translation>矩阵(&amp;M)</translation>
    </message>
    <message>
        <source>The weights as a matrix</source>
        <translation>以矩阵显示权重</translation>
    </message>
    <message>
        <source>Lin&amp;ks</source>
        <translation>连线(&amp;K)</translation>
    </message>
    <message>
        <source>The weights as links between words</source>
        <translation>以词间连线显示权重</translation>
    </message>
    <message>
        <source>Dia&amp;gram</source>
        <translation>图解(&amp;G)</translation>
    </message>
    <message>
        <source>How one step makes its word</source>
        <translation>一步如何产生一个词</translation>
    </message>
    <message>
        <source>T&amp;ree</source>
        <translation>树(&amp;R)</translation>
    </message>
    <message>
        <source>Every word that was tried</source>
        <translation>尝试过的每个词</translation>
    </message>
    <message>
        <source>Overla&amp;y</source>
        <translation>叠加图(&amp;Y)</translation>
    </message>
    <message>
        <source>The weights on the picture</source>
        <translation>在图片上显示权重</translation>
    </message>
    <message>
        <source>G&amp;allery</source>
        <translation>图集(&amp;A)</translation>
    </message>
    <message>
        <source>One small picture for each word</source>
        <translation>每个词一张小图</translation>
    </message>
    <message>
        <source>S&amp;ubstep</source>
        <translation>子步骤(&amp;U)</translation>
    </message>
    <message>
        <source>Light up the next stage of this step in the diagram</source>
        <translation>在图解中点亮这一步的下一阶段</translation>
    </message>
    <message>
        <source>Edit &amp;weights</source>
        <translation>编辑权重(&amp;W)</translation>
    </message>
    <message>
        <source>Give the source words other weights in this step</source>
        <translation>为这一步的源词设定其他权重</translation>
    </message>
    <message>
        <source>&amp;Apply the weights</source>
        <translation>应用权重(&amp;A)</translation>
    </message>
    <message>
        <source>Decode on with the edited weights, as a new branch</source>
        <translation>以编辑后的权重继续解码，成为新的分支</translation>
    </message>
    <message>
        <source>Compare &amp;match functions</source>
        <translation>比较匹配函数(&amp;M)</translation>
    </message>
    <message>
        <source>This sentence with none, cosine, additive and bilinear side by side</source>
        <translation>把这个句子用 none、cosine、additive 和 bilinear 并排解码</translation>
    </message>
    <message>
        <source>The output that is shown beside what was changed or found otherwise</source>
        <translation>把当前输出与改动过的或另外找到的输出并排</translation>
    </message>
    <message>
        <source>Open pi&amp;ctures…</source>
        <translation>打开图片(&amp;C)…</translation>
    </message>
    <message>
        <source>Caption a picture, or several as a list</source>
        <translation>为一张图片生成描述，多张则列成表</translation>
    </message>
    <message>
        <source>Open picture fo&amp;lder…</source>
        <translation>打开图片文件夹(&amp;L)…</translation>
    </message>
    <message>
        <source>Caption all pictures of a folder as a list</source>
        <translation>为文件夹中的所有图片生成描述，列成表</translation>
    </message>
    <message>
        <source>Compare &amp;branches…</source>
        <translation>比较分支(&amp;B)…</translation>
    </message>
</context>
<context>
    <name>Branches</name>
    <message>
        <source>forced “%1”</source>
        <translation>强制为“%1”</translation>
    </message>
    <message>
        <source>changed weights</source>
        <translation>改过的权重</translation>
    </message>
    <message>
        <source>best output</source>
        <translation>最佳输出</translation>
    </message>
    <message>
        <source>shown output</source>
        <translation>当前输出</translation>
    </message>
    <message>
        <source>output with score %1</source>
        <translation>得分 %1 的输出</translation>
    </message>
    <message>
        <source>output that did not end</source>
        <translation>未结束的输出</translation>
    </message>
</context>
<context>
    <name>ColorMap</name>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Diverging (blue to orange)</source>
        <translation>发散（蓝—橙）</translation>
    </message>
</context>
<context>
    <name>DiagramPainter</name>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>annotation</source>
        <translation>注解向量</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源句</translation>
    </message>
    <message numerus="yes">
        <source>← %n more: %1</source>
        <translation>
            <numerusform>← 还有 %n 个：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more: %1 →</source>
        <translation>
            <numerusform>还有 %n 个：%1 →</numerusform>
        </translation>
    </message>
    <message>
        <source>state %1</source>
        <translation>状态 %1</translation>
    </message>
    <message>
        <source>after “%1”</source>
        <translation>在“%1”之后</translation>
    </message>
    <message>
        <source>fixed vector %1</source>
        <translation>固定向量 %1</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>上下文向量 %1</translation>
    </message>
    <message>
        <source>next match</source>
        <translation>下一次匹配</translation>
    </message>
    <message>
        <source>next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1 / %2 · %3</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>The step to come</source>
        <translation>即将进行的一步</translation>
    </message>
    <message>
        <source>no match: the same vector at every step</source>
        <translation>无匹配：每一步都是同一个向量</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>DiagramText</name>
    <message>
        <source>match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>weighted sum</source>
        <translation>加权和</translation>
    </message>
    <message>
        <source>state update</source>
        <translation>状态更新</translation>
    </message>
    <message>
        <source>output</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>no match: one fixed vector for every step</source>
        <translation>无匹配：所有步骤共用一个固定向量</translation>
    </message>
    <message>
        <source>%1 = the fixed vector, the same at every step</source>
        <translation>%1 = 固定向量，每一步都相同</translation>
    </message>
    <message>
        <source>a%1 = %2, set by hand</source>
        <translation>a%1 = %2，手动设定</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>hours, minutes</comment>
        <translation>%1 小时 %2 分钟</translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message>
        <source>collapsed</source>
        <translation>塌缩</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>rests on the end symbol</source>
        <translation>停在结束符上</translation>
    </message>
    <message>
        <source>shifted by one</source>
        <translation>错开一位</translation>
    </message>
    <message>
        <source>no weight</source>
        <translation>没有权重</translation>
    </message>
    <message>
        <source>does not sum to 1</source>
        <translation>和不为 1</translation>
    </message>
    <message>
        <source>source word left out</source>
        <translation>遗漏源词</translation>
    </message>
    <message>
        <source>repeated phrase</source>
        <translation>重复短语</translation>
    </message>
    <message>
        <source>%1 puts %2 of its weight on the end symbol, although words follow: the attention rests there.</source>
        <translation>%1有 %2 的权重落在结束符上，而后面还有词：注意力停在了那里。</translation>
    </message>
    <message>
        <source>%1 put up to %2 of their weight on the end symbol, although words follow: the attention rests there.</source>
        <translation>%1最多有 %2 的权重落在结束符上，而后面还有词：注意力停在了那里。</translation>
    </message>
    <message>
        <source>The attention is shifted by one: every step looks where the next one should (one word ahead).</source>
        <translation>注意力错开了一位：每一步都看着下一步该看的位置（超前一个词）。</translation>
    </message>
    <message>
        <source>The attention is shifted by one: every step looks where the one before should (one word behind).</source>
        <translation>注意力错开了一位：每一步都看着上一步该看的位置（落后一个词）。</translation>
    </message>
    <message>
        <source>%1 has no weight at all.</source>
        <translation>%1完全没有权重。</translation>
    </message>
    <message>
        <source>%1 have no weight at all.</source>
        <translation>%1完全没有权重。</translation>
    </message>
    <message>
        <source>The weights of %1 do not sum to 1: their sum is %2.</source>
        <translation>%1的权重之和不为 1，而是 %2。</translation>
    </message>
    <message>
        <source>%1 do not sum to 1: the sum farthest from it is %2.</source>
        <translation>%1的权重之和不为 1：偏离最大的和是 %2。</translation>
    </message>
    <message>
        <source>The output says “%1” %2 times in a row (steps %3 to %4).</source>
        <translation>输出连续说了 %2 次“%1”（第 %3 步到第 %4 步）。</translation>
    </message>
    <message>
        <source>All %1 steps look at the same places of the picture (none differs from their mean by more than %2): the attention has collapsed.</source>
        <translation>全部 %1 步都看着图片的同一处（与平均值的差异都不超过 %2）：注意力已经塌缩。</translation>
    </message>
    <message>
        <source>All %1 steps look at the same source words (none differs from their mean by more than %2): the attention has collapsed.</source>
        <translation>全部 %1 步都看着相同的源词（与平均值的差异都不超过 %2）：注意力已经塌缩。</translation>
    </message>
    <message>
        <source>%1 looks at the whole picture nearly alike (normalized entropy %2).</source>
        <translation>%1几乎均匀地看着整张图片（归一化熵 %2）。</translation>
    </message>
    <message>
        <source>%1 look at the whole picture nearly alike (normalized entropy %2).</source>
        <translation>%1几乎均匀地看着整张图片（归一化熵 %2）。</translation>
    </message>
    <message>
        <source>%1 looks at all source words nearly alike (normalized entropy %2).</source>
        <translation>%1几乎均匀地看着所有源词（归一化熵 %2）。</translation>
    </message>
    <message>
        <source>%1 look at all source words nearly alike (normalized entropy %2).</source>
        <translation>%1几乎均匀地看着所有源词（归一化熵 %2）。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>The source word %1 was hardly looked at (total weight %2): the output may leave it out.</source>
        <translation>源词%1几乎没有被注意（总权重 %2）：输出可能遗漏了它。</translation>
    </message>
    <message>
        <source>The source words %1 were hardly looked at (total weight down to %2): the output may leave them out.</source>
        <translation>源词%1几乎没有被注意（总权重最低 %2）：输出可能遗漏了它们。</translation>
    </message>
    <message>
        <source>Step %1 (“%2”)</source>
        <comment>at the beginning of a sentence</comment>
        <translation>第 %1 步（“%2”）</translation>
    </message>
    <message>
        <source>Steps %1</source>
        <comment>at the beginning of a sentence</comment>
        <translation>步骤 %1 </translation>
    </message>
    <message>
        <source>step %1 (“%2”)</source>
        <comment>inside a sentence</comment>
        <translation>第 %1 步（“%2”）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 及另外 %2 个</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>share</comment>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>GalleryPainter</name>
    <message>
        <source>word max</source>
        <translation>词最大值</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>HeatmapPainter</name>
    <message>
        <source>This model has no attention: every step sees the same fixed vector.</source>
        <translation>此模型没有注意力：每一步看到的都是同一个固定向量。</translation>
    </message>
    <message>
        <source>row max</source>
        <translation>行最大值</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Move the marked cell</source>
        <translation>移动标记的格子</translation>
    </message>
    <message>
        <source>First or last source word</source>
        <translation>第一个或最后一个源词</translation>
    </message>
    <message>
        <source>A page of target words up or down</source>
        <translation>目标词上翻或下翻一页</translation>
    </message>
    <message>
        <source>Zoom in, out, automatic</source>
        <translation>放大、缩小、自动</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>About Fovea</source>
        <translation>关于 Fovea</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>在图中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Go to the filter</source>
        <translation>转到筛选框</translation>
    </message>
    <message>
        <source>Open the row at its worst step</source>
        <translation>打开该行，并转到最差的一步</translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>复制该行</translation>
    </message>
    <message>
        <source>In a list</source>
        <translation>在列表中</translation>
    </message>
    <message>
        <source>Replace or delete the marked source word</source>
        <translation>替换或删除标记的源词</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Look, paint attention, all on one region, mask a region</source>
        <translation>查看、绘制注意力、全部放在一个区域、遮住区域</translation>
    </message>
    <message>
        <source>Space / Shift+Space</source>
        <translation>空格 / Shift+空格</translation>
    </message>
    <message>
        <source>Use the tool on the marked region, wipe with the brush</source>
        <translation>在标记的区域使用工具，用画笔擦除</translation>
    </message>
    <message>
        <source>Go on from what is painted, drop it</source>
        <translation>从绘制的注意力继续解码，或放弃它</translation>
    </message>
    <message>
        <source>&lt;h2&gt;Fovea %1&lt;/h2&gt;&lt;p&gt;A desktop laboratory for attention: watch where a model looks for every word.&lt;/p&gt;&lt;p&gt;Fovea is free software under the MIT licence. The bundled models state the terms of their data in the README of each bundle.&lt;/p&gt;&lt;p&gt;It stands on:&lt;/p&gt;</source>
        <translation>&lt;h2&gt;Fovea %1&lt;/h2&gt;&lt;p&gt;注意力的桌面实验室：观察模型为每个词看向哪里。&lt;/p&gt;&lt;p&gt;Fovea 是采用 MIT 许可证的自由软件。随附模型所用数据的条款见各模型包的 README。&lt;/p&gt;&lt;p&gt;所用的库：&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The mechanism: Bahdanau, Cho and Bengio, &lt;i&gt;Neural Machine Translation by Jointly Learning to Align and Translate&lt;/i&gt;, 2015; on pictures: Xu et al., &lt;i&gt;Show, Attend and Tell&lt;/i&gt;, 2015.&lt;/p&gt;</source>
        <translation>&lt;p&gt;机制出处：Bahdanau、Cho 与 Bengio，&lt;i&gt;Neural Machine Translation by Jointly Learning to Align and Translate&lt;/i&gt;，2015；用于图片：Xu 等，&lt;i&gt;Show, Attend and Tell&lt;/i&gt;，2015。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>On a picture to caption</source>
        <translation>在要描述的图片上</translation>
    </message>
</context>
<context>
    <name>ItemText</name>
    <message>
        <source>log p</source>
        <translation>log p</translation>
    </message>
    <message>
        <source>log p / word</source>
        <translation>log p / 词</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>覆盖度</translation>
    </message>
    <message>
        <source>CDP</source>
        <translation>CDP</translation>
    </message>
    <message>
        <source>APout</source>
        <translation>APout</translation>
    </message>
    <message>
        <source>APin</source>
        <translation>APin</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Natural logarithm of the output&apos;s probability; longer outputs have lower ones</source>
        <translation>输出概率的自然对数；输出越长，数值越低</translation>
    </message>
    <message>
        <source>The output&apos;s log-probability divided by its number of words</source>
        <translation>输出的对数概率除以词数</translation>
    </message>
    <message>
        <source>Mean of the steps&apos; normalized entropy: 0 looks at one place, 1 at all alike</source>
        <translation>各步归一化熵的平均值：0 只看一处，1 完全均匀</translation>
    </message>
    <message>
        <source>The total weight of the source word that was looked at least</source>
        <translation>最少被注意的源词所得的总权重</translation>
    </message>
    <message>
        <source>Coverage deviation: how far the source words&apos; total weights are from 1; 0 is best</source>
        <translation>覆盖偏差：各源词的总权重与 1 相差多少；0 最好</translation>
    </message>
    <message>
        <source>Absentmindedness out: how widely the attention that a source word gets is spread over the output; 0 is best</source>
        <translation>输出侧分散度：一个源词得到的注意力在输出上分散的程度；0 最好</translation>
    </message>
    <message>
        <source>Absentmindedness in: how widely an output word&apos;s attention is spread over the source; 0 is best</source>
        <translation>输入侧分散度：一个输出词的注意力在源词上分散的程度；0 最好</translation>
    </message>
    <message>
        <source>CDP + APout + APin: the attention judged as a whole; 0 is best</source>
        <translation>CDP + APout + APin：对注意力的整体评价；0 最好</translation>
    </message>
    <message>
        <source>How many things the attention doctor calls broken</source>
        <translation>注意力诊断发现的问题数</translation>
    </message>
</context>
<context>
    <name>LeftOutPictures</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 empty</source>
        <translation>%1 个空文件</translation>
    </message>
    <message>
        <source>%1 that cannot be read</source>
        <translation>%1 个无法读取的文件</translation>
    </message>
    <message>
        <source>%1 that only look like pictures by their names</source>
        <translation>%1 个只是名字像图片的文件</translation>
    </message>
    <message>
        <source>Left out of this folder: %1. Fovea reads JPEG, PNG, WebP, BMP and TIFF.</source>
        <translation>此文件夹中未列入：%1。Fovea 可读取 JPEG、PNG、WebP、BMP 和 TIFF。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>LinksPainter</name>
    <message>
        <source>This model has no attention: every step sees the same fixed vector.</source>
        <translation>此模型没有注意力：每一步看到的都是同一个固定向量。</translation>
    </message>
    <message>
        <source>No weight reaches the threshold: lower it to see links.</source>
        <translation>没有权重达到阈值：降低阈值即可看到连线。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Colour map</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>Colour &amp;scale</source>
        <translation>颜色标尺(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Decode</source>
        <translation>解码(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Bea&amp;m search</source>
        <translation>集束搜索(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
</context>
<context>
    <name>OpenedFile</name>
    <message>
        <source>%1 is neither a model nor a folder with pictures in it.</source>
        <translation>%1 既不是模型，也不是含有图片的文件夹。</translation>
    </message>
    <message>
        <source>This cannot be opened. %1</source>
        <translation>无法打开。%1</translation>
    </message>
    <message>
        <source>Fovea does not know what kind of file %1 is. It opens models (folders with config.json and model.safetensors), sessions (.fovea), traces (.json, .jsonl), pictures (JPEG, PNG, WebP, BMP, TIFF), folders of pictures and text files of sentences.</source>
        <translation>Fovea 不认识文件 %1 的类型。它可以打开模型（含 config.json 和 model.safetensors 的文件夹）、会话（.fovea）、轨迹（.json、.jsonl）、图片（JPEG、PNG、WebP、BMP、TIFF）、图片文件夹和句子文本文件。</translation>
    </message>
</context>
<context>
    <name>OverlayMode</name>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>方格</translation>
    </message>
    <message>
        <source>spotlight</source>
        <translation>聚光</translation>
    </message>
    <message>
        <source>contour</source>
        <translation>轮廓</translation>
    </message>
</context>
<context>
    <name>OverlayPainter</name>
    <message>
        <source>a per cell</source>
        <translation>每格 a</translation>
    </message>
    <message>
        <source>No attention (match: none): every word sees the same vector, the mean of all regions.</source>
        <translation>没有注意力（匹配：none）：每个词看到的都是同一个向量，即所有区域的平均。</translation>
    </message>
    <message>
        <source>This step has no weights on the picture.</source>
        <translation>这一步在图片上没有权重。</translation>
    </message>
</context>
<context>
    <name>OverlayView</name>
    <message>
        <source>row %1, column %2</source>
        <translation>第 %1 行第 %2 列</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>One sentence through several models or branches</source>
        <translation>同一个句子经过多个模型或分支</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>The translation page</source>
        <translation>转到翻译页面</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子列表</translation>
    </message>
    <message>
        <source>Decode a text file line by line and find the worst attention</source>
        <translation>逐行解码文本文件，找出注意力最差的句子</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>图片描述</translation>
    </message>
    <message>
        <source>See which part of a picture each word of its caption came from</source>
        <translation>查看描述中的每个词来自图片的哪一部分</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片列表</translation>
    </message>
    <message>
        <source>Caption a folder of pictures and find the worst attention</source>
        <translation>为一个文件夹的图片生成描述，并找出注意力最差的</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>no such file</source>
        <translation>文件不存在</translation>
    </message>
    <message>
        <source>no such file or folder</source>
        <translation>文件或文件夹不存在</translation>
    </message>
    <message>
        <source>no such folder: %1</source>
        <translation>文件夹不存在：%1</translation>
    </message>
    <message>
        <source>not a folder: %1</source>
        <translation>不是文件夹：%1</translation>
    </message>
    <message>
        <source>a part of the path is not a folder</source>
        <translation>路径中有一部分不是文件夹</translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation>是文件夹，不是文件</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>is not a folder that can be read</source>
        <translation>不是可读取的文件夹</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk quota is used up</source>
        <translation>磁盘配额已用完</translation>
    </message>
    <message>
        <source>the file name is too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>无法写入：%1</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>is empty: no trace</source>
        <translation>是空的：没有轨迹</translation>
    </message>
    <message>
        <source>is too large (%1, at most %2)</source>
        <translation>太大（%1，最多 %2）</translation>
    </message>
    <message>
        <source>ends too early (%1 missing)</source>
        <translation>过早结束（缺少 %1）</translation>
    </message>
    <message>
        <source>needs more memory than there is</source>
        <translation>需要的内存超过可用内存</translation>
    </message>
    <message>
        <source>is not a text file</source>
        <translation>不是文本文件</translation>
    </message>
    <message>
        <source>is UTF-16 text: save it as UTF-8</source>
        <translation>是 UTF-16 文本：请另存为 UTF-8</translation>
    </message>
    <message>
        <source>has %1 lines; at most %2 can be opened</source>
        <translation>有 %1 行；最多可打开 %2 行</translation>
    </message>
    <message>
        <source>is not valid JSON at %1: %2</source>
        <translation>不是有效的 JSON（%1）：%2</translation>
    </message>
    <message>
        <source>format is missing</source>
        <translation>缺少 format</translation>
    </message>
    <message>
        <source>format is not &quot;fovea-trace&quot;</source>
        <translation>format 不是 &quot;fovea-trace&quot;</translation>
    </message>
    <message>
        <source>format is not &quot;fovea-session&quot;</source>
        <translation>format 不是 &quot;fovea-session&quot;</translation>
    </message>
    <message>
        <source>version is not 1: written by a newer program?</source>
        <translation>version 不是 1：是由更新的程序写入的吗？</translation>
    </message>
    <message>
        <source>is not a picture that can be read (JPEG, PNG, WebP, BMP or TIFF)</source>
        <translation>不是可读取的图片（JPEG、PNG、WebP、BMP 或 TIFF）</translation>
    </message>
    <message>
        <source>has no pictures in it (JPEG, PNG, WebP, BMP or TIFF)</source>
        <translation>里面没有图片（JPEG、PNG、WebP、BMP 或 TIFF）</translation>
    </message>
    <message>
        <source>has %1 pictures; at most %2 can be opened</source>
        <translation>有 %1 张图片；最多可打开 %2 张</translation>
    </message>
    <message>
        <source>no such model bundle</source>
        <translation>没有这个模型包</translation>
    </message>
    <message>
        <source>is not a folder; a model bundle is one</source>
        <translation>不是文件夹；模型包应为文件夹</translation>
    </message>
    <message>
        <source>is not a model bundle: it has no config.json</source>
        <translation>不是模型包：没有 config.json</translation>
    </message>
    <message>
        <source>has no model.safetensors</source>
        <translation>没有 model.safetensors</translation>
    </message>
    <message>
        <source>the bundle has no %1</source>
        <translation>模型包中没有 %1</translation>
    </message>
    <message>
        <source>not a Fovea bundle: &quot;format&quot; is not &quot;fovea-bundle&quot;</source>
        <translation>不是 Fovea 模型包：&quot;format&quot; 不是 &quot;fovea-bundle&quot;</translation>
    </message>
    <message>
        <source>&quot;version&quot; is not 1: made by a newer Fovea?</source>
        <translation>&quot;version&quot; 不是 1：是由更新的 Fovea 制作的吗？</translation>
    </message>
    <message>
        <source>a bundle for %1, not for translation</source>
        <translation>这是用于 %1 的模型包，不是翻译模型</translation>
    </message>
    <message>
        <source>a bundle for %1, not for captioning</source>
        <translation>这是用于 %1 的模型包，不是图片描述模型</translation>
    </message>
    <message>
        <source>does not fit the bundle&apos;s config.json: %1</source>
        <translation>与模型包的 config.json 不符：%1</translation>
    </message>
    <message>
        <source>tensor %1 is missing</source>
        <translation>缺少张量 %1</translation>
    </message>
    <message>
        <source>tensor %1 does not belong to this model</source>
        <translation>张量 %1 不属于此模型</translation>
    </message>
    <message>
        <source>is damaged or not an ONNX file</source>
        <translation>已损坏或不是 ONNX 文件</translation>
    </message>
    <message>
        <source>is not the file that config.json names: its SHA-256 differs</source>
        <translation>不是 config.json 所指的文件：SHA-256 不同</translation>
    </message>
    <message>
        <source>the sentence is empty</source>
        <translation>句子是空的</translation>
    </message>
    <message>
        <source>the sentence has %1 tokens, at most %2 are possible</source>
        <translation>句子有 %1 个词元，最多 %2 个</translation>
    </message>
    <message>
        <source>the output has ended: there is no step after the end symbol</source>
        <translation>输出已经结束：结束符之后没有步骤</translation>
    </message>
    <message>
        <source>the limit of %1 words is reached</source>
        <translation>已达到 %1 个词的上限</translation>
    </message>
    <message>
        <source>there is no word in this text</source>
        <translation>这段文字里没有词</translation>
    </message>
    <message>
        <source>there is no step %1 in this output</source>
        <translation>此输出中没有第 %1 步</translation>
    </message>
    <message>
        <source>there is no step to show</source>
        <translation>没有可显示的步骤</translation>
    </message>
    <message>
        <source>this model has no attention weights to change</source>
        <translation>此模型没有可更改的注意力权重</translation>
    </message>
    <message>
        <source>every source position would be masked: at least one must stay</source>
        <translation>所有源位置都会被屏蔽：至少要保留一个</translation>
    </message>
    <message>
        <source>the weights are all zero: at least one must be positive</source>
        <translation>权重全为零：至少要有一个为正</translation>
    </message>
    <message>
        <source>the weights are all zero where the source is not masked</source>
        <translation>未屏蔽的源位置的权重全为零</translation>
    </message>
    <message>
        <source>the trace is of the model &quot;%1&quot;, not of &quot;%2&quot;</source>
        <translation>轨迹属于模型“%1”，不属于“%2”</translation>
    </message>
    <message>
        <source>the name must end in .tsv or .json</source>
        <translation>文件名必须以 .tsv 或 .json 结尾</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file, what is wrong with it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>第 %1 行第 %2 列</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>line %1 is not UTF-8 text: save it as UTF-8</source>
        <translation>第 %1 行不是 UTF-8 文本：请另存为 UTF-8</translation>
    </message>
    <message>
        <source>holds more than %1 decoding steps</source>
        <translation>包含超过 %1 个解码步骤</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>缺少 %1</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>there are no weights to write: this model has no attention</source>
        <translation>没有可写入的权重：此模型没有注意力</translation>
    </message>
</context>
<context>
    <name>TreePainter</name>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>weights changed</source>
        <translation>权重已修改</translation>
    </message>
    <message>
        <source>source masked</source>
        <translation>源词已屏蔽</translation>
    </message>
    <message>
        <source>word chosen</source>
        <translation>词已选定</translation>
    </message>
</context>
<context>
    <name>fovea::app::Actions</name>
    <message>
        <source>%1 (%2)</source>
        <comment>tool tip, shortcut</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>fovea::app::AnimationController</name>
    <message>
        <source>Picture %1 of %2</source>
        <translation>第 %1 张图，共 %2 张</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Stopped: no animation was written.</source>
        <translation>已停止：没有写出动画。</translation>
    </message>
    <message>
        <source>The animation was not written. %1</source>
        <translation>动画没有写出。%1</translation>
    </message>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>Export animation: a new folder</source>
        <translation>导出动画：新文件夹</translation>
    </message>
    <message>
        <source>Films (*.mp4)</source>
        <translation>影片 (*.mp4)</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>Writing the animation…</source>
        <translation>正在写出动画…</translation>
    </message>
    <message>
        <source>Progress of the animation</source>
        <translation>动画的进度</translation>
    </message>
    <message>
        <source>Stop writing; an earlier file stays as it is</source>
        <translation>停止写出；原有的文件保持不变</translation>
    </message>
    <message>
        <source>Stop writing the animation</source>
        <translation>停止写出动画</translation>
    </message>
</context>
<context>
    <name>fovea::app::AnimationDialog</name>
    <message>
        <source>Export animation</source>
        <translation>导出动画</translation>
    </message>
    <message>
        <source>MP4 film</source>
        <translation>MP4 影片</translation>
    </message>
    <message>
        <source>Numbered PNG pictures in a folder</source>
        <translation>文件夹中的编号 PNG 图片</translation>
    </message>
    <message>
        <source>A film plays everywhere; pictures go into slides and film editors</source>
        <translation>影片到处都能播放；图片可用于幻灯片和视频编辑软件</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>一步</translation>
    </message>
    <message>
        <source>One stage of a step</source>
        <translation>一步中的一个阶段</translation>
    </message>
    <message>
        <source>The diagram can show the stages of a step one after another</source>
        <translation>示意图可以依次显示一步的各个阶段</translation>
    </message>
    <message>
        <source> pictures a second</source>
        <translation> 张/秒</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;A picture for</source>
        <translation>每张图对应(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Speed</source>
        <translation>速度(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;cale</source>
        <translation>缩放(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>背景(&amp;B)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>There is no step to show yet.</source>
        <translation>还没有可显示的步骤。</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1, pictures: %2, seconds: %3</source>
        <translation>%1，%2 张图，%3 秒</translation>
    </message>
    <message>
        <source>%1, pictures: %2</source>
        <translation>%1，%2 张图</translation>
    </message>
</context>
<context>
    <name>fovea::app::AutosaveController</name>
    <message>
        <source>Fovea did not end as it should. What you did until %1 can be restored.</source>
        <translation>Fovea 上次没有正常结束。可以恢复到 %1 为止的工作。</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Open what was saved by itself</source>
        <translation>打开自动保存的内容</translation>
    </message>
    <message>
        <source>Remove what was saved by itself</source>
        <translation>删除自动保存的内容</translation>
    </message>
</context>
<context>
    <name>fovea::app::BranchDialog</name>
    <message>
        <source>Compare branches</source>
        <translation>比较分支</translation>
    </message>
    <message>
        <source>Choose the outputs to be shown side by side.</source>
        <translation>选择要并排显示的输出。</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Space chooses the marked branch or leaves it out</source>
        <translation>按空格键选择或取消选择标记的分支</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>%1 of %2 chosen; 2 to %3 can be compared.</source>
        <translation>已选 %1 / %2；可比较 2 到 %3 个。</translation>
    </message>
</context>
<context>
    <name>fovea::app::BranchNames</name>
    <message>
        <source>other weights</source>
        <translation>其他权重</translation>
    </message>
    <message>
        <source>forced “%1”</source>
        <translation>强制“%1”</translation>
    </message>
</context>
<context>
    <name>fovea::app::CaptionController</name>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>This picture cannot be opened. %1</source>
        <translation>无法打开此图片。%1</translation>
    </message>
    <message>
        <source>This trace comes from a file and cannot be changed. Open a picture to caption it with the model.</source>
        <translation>此轨迹来自文件，不能更改。打开一张图片，即可用模型为它生成描述。</translation>
    </message>
    <message>
        <source>The second model gave no caption. %1</source>
        <translation>第二个模型没有给出描述。%1</translation>
    </message>
</context>
<context>
    <name>fovea::app::CaptionSessionPart</name>
    <message>
        <source>The picture is too large to be kept in the session: save it as a file and open that.</source>
        <translation>图片太大，无法保存在会话中：请先存为文件，再打开该文件。</translation>
    </message>
    <message>
        <source>The picture %1 is not the one of this session. The recorded attention is shown and cannot be gone on with.</source>
        <translation>图片 %1 不是此会话中的那一张。现显示已记录的注意力，不能继续解码。</translation>
    </message>
    <message>
        <source>The picture %1 of this session is not there. The recorded attention is shown and cannot be gone on with.</source>
        <translation>找不到此会话的图片 %1。现显示已记录的注意力，不能继续解码。</translation>
    </message>
    <message>
        <source>&amp;Find the picture…</source>
        <translation>查找图片(&amp;F)…</translation>
    </message>
    <message>
        <source>Say where the picture of this session is now</source>
        <translation>指出此会话的图片现在的位置</translation>
    </message>
    <message>
        <source>Find the picture %1</source>
        <translation>查找图片 %1</translation>
    </message>
    <message>
        <source>%1 is another picture.</source>
        <translation>%1 是另一张图片。</translation>
    </message>
</context>
<context>
    <name>fovea::app::CompareController</name>
    <message>
        <source>No models are installed.</source>
        <translation>没有安装模型。</translation>
    </message>
    <message>
        <source>match functions</source>
        <translation>匹配函数</translation>
    </message>
    <message>
        <source>Not installed: %1. Compared are the models that are.</source>
        <translation>未安装：%1。只比较已安装的模型。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names of models</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>The branches belong to the earlier sentence; their model takes their place. Undo brings them back.</source>
        <translation>这些分支属于先前的句子，现由它们的模型代替。撤销可以恢复。</translation>
    </message>
    <message>
        <source>beam</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>added model</source>
        <translation>添加的模型</translation>
    </message>
    <message>
        <source>removed model</source>
        <translation>移除的模型</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Open bundle</source>
        <translation>打开模型包</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>Whole comparison (*.json)</source>
        <translation>整个比较 (*.json)</translation>
    </message>
    <message>
        <source>Traces (*.jsonl)</source>
        <translation>轨迹 (*.jsonl)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>the name must end in .json, .jsonl or .csv</source>
        <translation>文件名必须以 .json、.jsonl 或 .csv 结尾</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Decoding…</source>
        <translation>正在解码…</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>The saliency needs the model, which is not known here.</source>
        <translation>计算显著性需要模型，而这里不知道是哪个模型。</translation>
    </message>
    <message>
        <source>Saliency…</source>
        <translation>正在计算显著性…</translation>
    </message>
    <message>
        <source>No saliency: %1</source>
        <translation>没有显著性：%1</translation>
    </message>
    <message>
        <source>Saliency: %1 of %2</source>
        <translation>显著性：第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Decoding: word %1</source>
        <translation>正在解码：第 %1 个词</translation>
    </message>
    <message>
        <source>%1 has no attention: there are no weights to subtract.</source>
        <translation>%1 没有注意力，没有可以相减的权重。</translation>
    </message>
    <message>
        <source>%1 and %2 split the sentence into different pieces (%3 and %4), so that their weights cannot be subtracted.</source>
        <translation>%1 和 %2 对句子的切分不同（%3 和 %4 个片段），它们的权重无法相减。</translation>
    </message>
    <message>
        <source>The picture was not copied. %1</source>
        <translation>图片没有复制。%1</translation>
    </message>
    <message>
        <source>No output: %1</source>
        <translation>没有输出：%1</translation>
    </message>
    <message>
        <source>No difference: %1</source>
        <translation>没有差异：%1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Nothing else was tried yet. Force a word, edit weights or use a beam, then compare again.</source>
        <translation>还没有尝试别的结果。请强制一个词、编辑权重或使用束搜索，然后再比较。</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Missing or changed since this session was saved: %1. The recorded attention is shown.</source>
        <translation>保存此会话之后缺失或已更改：%1。显示的是记录下来的注意力。</translation>
    </message>
</context>
<context>
    <name>fovea::app::DecodeController</name>
    <message>
        <source>This model cannot be opened. %1</source>
        <translation>无法打开此模型。%1</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>There is no trace in %1.</source>
        <translation>%1 中没有轨迹。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>This file cannot be opened. %1</source>
        <translation>无法打开此文件。%1</translation>
    </message>
    <message>
        <source>No model is open. Choose one above, or use File &gt; Open bundle.</source>
        <translation>没有打开的模型。请在上方选择，或使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>Stopped. This is the best so far.</source>
        <translation>已停止。这是目前最好的结果。</translation>
    </message>
    <message>
        <source>The model did not end this sentence: decoding stopped at the limit of %1 words.</source>
        <translation>模型没有结束这个句子：解码在 %1 个词的上限处停止。</translation>
    </message>
    <message>
        <source>Decoding failed.</source>
        <translation>解码失败。</translation>
    </message>
    <message>
        <source>%1 Reason: %2</source>
        <comment>what failed, why</comment>
        <translation>%1原因：%2</translation>
    </message>
    <message>
        <source>Trace %1 of %2 in %3</source>
        <translation>第 %1 条轨迹，共 %2 条：%3</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Decoding…</source>
        <translation>正在解码…</translation>
    </message>
    <message>
        <source>The model of this session cannot be opened, so its recorded attention is shown and cannot be gone on with. %1</source>
        <translation>无法打开此会话的模型，因此只显示记录下来的注意力，不能继续解码。%1</translation>
    </message>
    <message>
        <source>This input cannot be decoded again here: its recorded attention is shown.</source>
        <translation>此输入在这里无法重新解码：显示的是记录下来的注意力。</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Stopped. The recorded attention is shown.</source>
        <translation>已停止。显示的是记录下来的注意力。</translation>
    </message>
    <message>
        <source>This session cannot be decoded again, so its recorded attention is shown. %1</source>
        <translation>此会话无法重新解码，因此显示记录下来的注意力。%1</translation>
    </message>
    <message>
        <source>forced word</source>
        <translation>强制的词</translation>
    </message>
    <message>
        <source>This word cannot be put here.</source>
        <translation>这个词不能放在这里。</translation>
    </message>
    <message>
        <source>forced text</source>
        <translation>强制的文本</translation>
    </message>
    <message>
        <source>These words cannot be put here.</source>
        <translation>这些词不能放在这里。</translation>
    </message>
    <message>
        <source>other branch</source>
        <translation>其他分支</translation>
    </message>
    <message>
        <source>beam</source>
        <translation>集束</translation>
    </message>
    <message>
        <source>These weights cannot be tried.</source>
        <translation>无法试用这些权重。</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>These weights cannot be used.</source>
        <translation>无法使用这些权重。</translation>
    </message>
    <message>
        <source>This cannot be masked.</source>
        <translation>无法屏蔽。</translation>
    </message>
    <message>
        <source>This input cannot be decoded.</source>
        <translation>这个输入无法解码。</translation>
    </message>
    <message>
        <source>forced “%1”</source>
        <translation>强制“%1”</translation>
    </message>
    <message>
        <source>“%1” → “%2”</source>
        <translation>“%1” → “%2”</translation>
    </message>
    <message>
        <source>penalties</source>
        <translation>惩罚</translation>
    </message>
</context>
<context>
    <name>fovea::app::DecodeSessionPart</name>
    <message>
        <source>The model %1 of this session is not the one it was made with (%2). The recorded attention is shown and cannot be gone on with.</source>
        <translation>此会话的模型 %1 已不是当初所用的模型（%2）。显示的是记录下来的注意力，不能继续解码。</translation>
    </message>
    <message>
        <source>The model %1 of this session is missing (%2). The recorded attention is shown and cannot be gone on with.</source>
        <translation>找不到此会话的模型 %1（%2）。显示的是记录下来的注意力，不能继续解码。</translation>
    </message>
</context>
<context>
    <name>fovea::app::Exporter</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>Weights (*.csv)</source>
        <translation>权重 (*.csv)</translation>
    </message>
    <message>
        <source>Trace (*.json)</source>
        <translation>轨迹 (*.json)</translation>
    </message>
    <message>
        <source>the name must end in .csv or .json</source>
        <translation>文件名必须以 .csv 或 .json 结尾</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>图片已复制到剪贴板</translation>
    </message>
    <message>
        <source>Nothing was written to %1: %2</source>
        <translation>没有写入 %1：%2</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>The picture was not copied. %1</source>
        <translation>图片没有复制。%1</translation>
    </message>
    <message>
        <source>Saved %1. Boxes stand for what no installed font has: %2</source>
        <translation>已保存 %1。已安装的字体中没有以下字符，以方框代替：%2</translation>
    </message>
</context>
<context>
    <name>fovea::app::ItemsController</name>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>制表符分隔的表格 (*.tsv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>The table was not saved. %1</source>
        <translation>表格没有保存。%1</translation>
    </message>
    <message>
        <source>The list was not decoded to its end. %1</source>
        <translation>列表没有解码到底。%1</translation>
    </message>
    <message>
        <source>no list</source>
        <translation>没有列表</translation>
    </message>
</context>
<context>
    <name>fovea::app::MainWindow</name>
    <message>
        <source>No models are installed. Use File &gt; Open bundle.</source>
        <translation>没有安装模型。请使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>There is no model in %1. Use File &gt; Open bundle.</source>
        <translation>%1 中没有模型。请使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>Open bundle</source>
        <translation>打开模型包</translation>
    </message>
    <message>
        <source>Open trace</source>
        <translation>打开轨迹</translation>
    </message>
    <message>
        <source>Traces (*.json *.jsonl)</source>
        <translation>轨迹 (*.json *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>No font for Chinese is installed, so Chinese words appear as boxes. Install the package fonts-noto-cjk and start Fovea again.</source>
        <translation>没有安装中文字体，中文会显示为方框。请安装软件包 fonts-noto-cjk，然后重新启动 Fovea。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>tool tip, shortcut</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Open sentences</source>
        <translation>打开句子列表</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>文本文件 (*.txt)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)</source>
        <translation>图片 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>No caption model is installed. Use File &gt; Open bundle.</source>
        <translation>未安装图片描述模型。请使用“文件 &gt; 打开模型包”。</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>These outputs cannot be compared. %1</source>
        <translation>无法比较这些输出。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more file(s) of the same kind were not opened: one is shown at a time.</source>
        <translation>
            <numerusform>另有 %n 个同类文件未打开：一次只显示一个。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fovea::app::Menus</name>
    <message>
        <source>&amp;Greedy</source>
        <translation>贪心(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;%1 hypotheses</source>
        <translation>%1 个假设(&amp;%1)</translation>
    </message>
    <message>
        <source>Take the most probable word at every step</source>
        <translation>每一步取概率最大的词</translation>
    </message>
    <message>
        <source>Keep the %1 best hypotheses at every step</source>
        <translation>每一步保留最好的 %1 个假设</translation>
    </message>
    <message>
        <source>Draw the weights in the colours of %1</source>
        <translation>用 %1 配色绘制权重</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>Forget the recent files</source>
        <translation>忘记最近的文件</translation>
    </message>
</context>
<context>
    <name>fovea::app::PictureDialog</name>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG，像素图</translation>
    </message>
    <message>
        <source>SVG, for drawing programs</source>
        <translation>SVG，用于绘图程序</translation>
    </message>
    <message>
        <source>PDF, for papers</source>
        <translation>PDF，用于论文</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>倍率(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>背景(&amp;B)</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1 × %2 units, sharp at any size</source>
        <translation>%1 × %2 单位，任意大小都清晰</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Original resolution of the picture</source>
        <translation>图片的原始分辨率(&amp;O)</translation>
    </message>
    <message>
        <source>PNG: a pixel of the figure for each pixel of the picture. SVG and PDF: the picture is embedded as it is.</source>
        <translation>PNG：图中的一个像素对应图片的一个像素。SVG 和 PDF：原样嵌入图片。</translation>
    </message>
</context>
<context>
    <name>fovea::app::PicturesController</name>
    <message>
        <source>This folder cannot be opened. %1</source>
        <translation>无法打开此文件夹。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>No model is open yet. Choose one on the Caption page; these pictures are captioned then.</source>
        <translation>尚未打开模型。请在“图片描述”页选择一个，随后即为这些图片生成描述。</translation>
    </message>
    <message>
        <source>beam %1</source>
        <translation>集束 %1</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>model, search</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Export figures</source>
        <translation>导出图形</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n figure(s)…</source>
        <translation>
            <numerusform>正在写入 %n 幅图形…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n figure(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 幅图形写入 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n figure(s).</source>
        <translation>
            <numerusform>写完 %n 幅图形后停止。</numerusform>
        </translation>
    </message>
    <message>
        <source>The figures were not all written. %1</source>
        <translation>图形未能全部写入。%1</translation>
    </message>
    <message>
        <source>There is no picture in %1 that can be read. %2</source>
        <translation>%1 中没有可以读取的图片。%2</translation>
    </message>
</context>
<context>
    <name>fovea::app::SentencesController</name>
    <message>
        <source>This file cannot be opened. %1</source>
        <translation>无法打开这个文件。%1</translation>
    </message>
    <message>
        <source>No model is open yet. Choose one on the Translate page; these lines are decoded then.</source>
        <translation>还没有打开模型。请在“翻译”页选择一个模型，然后就会解码这些句子。</translation>
    </message>
    <message>
        <source>beam %1</source>
        <translation>集束 %1</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>model, search</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>fovea::app::SessionController</name>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Sessions (*.fovea)</source>
        <translation>会话 (*.fovea)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>This session cannot be opened. %1</source>
        <translation>无法打开此会话。%1</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>The session was not saved. %1</source>
        <translation>会话没有保存。%1</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>What you tried on this input is not saved as a session.</source>
        <translation>您在此输入上所做的尝试还没有保存为会话。</translation>
    </message>
    <message>
        <source>%1 does not have the last changes.</source>
        <translation>%1 中没有最近的更改。</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The lost session cannot be read (%1). It is kept as %2.</source>
        <translation>无法读取丢失的会话（%1）。它保留为 %2。</translation>
    </message>
</context>
<context>
    <name>fovea::app::StatusLine</name>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
    <message>
        <source>%1 ms a step</source>
        <translation>每步 %1 毫秒</translation>
    </message>
</context>
<context>
    <name>fovea::app::TaskRunner</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错。</translation>
    </message>
</context>
<context>
    <name>fovea::app::TranslateController</name>
    <message>
        <source>This trace comes from a file and cannot be changed. Press Enter in the sentence box to translate the sentence with the model.</source>
        <translation>这条轨迹来自文件，不能更改。在句子输入框中按回车键，可用模型翻译这个句子。</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>This word cannot be changed by itself: edit the sentence instead.</source>
        <translation>这个词无法单独修改：请直接编辑句子。</translation>
    </message>
    <message>
        <source>This is the only word of the sentence.</source>
        <translation>这是句子中唯一的词。</translation>
    </message>
    <message>
        <source>deleted source word</source>
        <translation>删除的源词</translation>
    </message>
    <message>
        <source>without “%1”</source>
        <translation>删去“%1”</translation>
    </message>
    <message>
        <source>replaced source word</source>
        <translation>替换的源词</translation>
    </message>
    <message>
        <source>“%1” → “%2”</source>
        <translation>“%1” → “%2”</translation>
    </message>
</context>
<context>
    <name>fovea::app::TransportBar</name>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>%1 steps a second</source>
        <translation>每秒 %1 步</translation>
    </message>
</context>
<context>
    <name>fovea::ui::AttentionChart</name>
    <message>
        <source>“%1” (%2): weight %3</source>
        <translation>“%1”（%2）：权重 %3</translation>
    </message>
    <message>
        <source>“%1” (%2): energy %3</source>
        <translation>“%1”（%2）：能量 %3</translation>
    </message>
    <message>
        <source>Weights of this step</source>
        <translation>这一步的权重</translation>
    </message>
    <message>
        <source>Energies of this step</source>
        <translation>这一步的能量</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>fovea::ui::AttentionCharts</name>
    <message>
        <source>energy %1</source>
        <translation>能量 %1</translation>
    </message>
    <message>
        <source>This trace has weights but no energies.</source>
        <translation>这条轨迹只有权重，没有能量。</translation>
    </message>
    <message>
        <source>weight a = softmax(e)</source>
        <translation>权重 a = softmax(e)</translation>
    </message>
    <message>
        <source>How well each source word h matches the decoder state z, before the softmax (%1 match)</source>
        <translation>softmax 之前，每个源词 h 与解码器状态 z 的匹配程度（匹配函数：%1）</translation>
    </message>
    <message>
        <source>How much each source word counts in this step; the weights sum to 1</source>
        <translation>每个源词在这一步所占的比重；权重之和为 1</translation>
    </message>
    <message>
        <source>Source words shown in the charts</source>
        <translation>图表中显示的源词</translation>
    </message>
</context>
<context>
    <name>fovea::ui::BusyLine</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop and keep what is decoded so far</source>
        <translation>停止，并保留目前已解码的部分</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CandidateModel</name>
    <message>
        <source>%1, probability %2</source>
        <translation>%1，概率 %2</translation>
    </message>
    <message>
        <source>“%1” is the word of this step (probability %2).</source>
        <translation>“%1”就是这一步的词（概率 %2）。</translation>
    </message>
    <message>
        <source>Put “%1” here (probability %2); decoding goes on from there.</source>
        <translation>在这里改用“%1”（概率 %2），并由此继续解码。</translation>
    </message>
    <message>
        <source>“%1”, probability %2</source>
        <translation>“%1”，概率 %2</translation>
    </message>
    <message>
        <source>“%1”: probability %2 with these weights, %3 before</source>
        <translation>“%1”：用这些权重时概率为 %2，之前为 %3</translation>
    </message>
    <message>
        <source>%1, probability %2, change %3</source>
        <translation>%1，概率 %2，变化 %3</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CandidateView</name>
    <message>
        <source>Next words and their probabilities</source>
        <translation>下一个词的候选及其概率</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CaptionPage</name>
    <message>
        <source>all on %1</source>
        <translation>全部给%1</translation>
    </message>
    <message>
        <source>painted attention</source>
        <translation>涂抹的注意力</translation>
    </message>
    <message>
        <source>No caption yet</source>
        <translation>还没有描述</translation>
    </message>
    <message>
        <source>step %1: “%2”</source>
        <translation>第 %1 步：“%2”</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
    <message>
        <source>normalized entropy of “%1” %2</source>
        <translation>“%1”的归一化熵 %2</translation>
    </message>
    <message>
        <source>%1 % of the weight on 10 % of the cells</source>
        <translation>10 % 的格子占 %1 % 的权重</translation>
    </message>
    <message>
        <source>The clipboard holds no picture.</source>
        <translation>剪贴板里没有图片。</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Drop a picture here, paste one, or click to open one.
The words of its caption appear below, each with the regions the model looked at.</source>
        <translation>把图片拖到这里，粘贴图片，或点击打开。
描述的每个词会显示在下方，并标出模型所注意的区域。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ColorBarView</name>
    <message>
        <source>One colour scale for all matrices</source>
        <translation>所有矩阵共用一个色标</translation>
    </message>
    <message>
        <source>Colour scale from %1 to %2</source>
        <translation>色标从 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CompareColumnView</name>
    <message>
        <source>Type a sentence and press Enter.</source>
        <translation>输入一个句子，然后按 Enter。</translation>
    </message>
    <message>
        <source>There is no output.</source>
        <translation>没有输出。</translation>
    </message>
    <message>
        <source>There is no saliency.</source>
        <translation>没有显著性。</translation>
    </message>
    <message>
        <source>saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>模型 %1</translation>
    </message>
    <message>
        <source>Branch %1: %2</source>
        <translation>分支 %1：%2</translation>
    </message>
    <message>
        <source>%1 stands for %2 in the table and the difference</source>
        <translation>在表格和差异中，%1 代表 %2</translation>
    </message>
    <message>
        <source>Take %1 out of the comparison</source>
        <translation>把 %1 移出比较</translation>
    </message>
    <message>
        <source>Attention matrix %1, %2</source>
        <translation>注意力矩阵 %1，%2</translation>
    </message>
    <message>
        <source>Saliency matrix %1, %2</source>
        <translation>显著性矩阵 %1，%2</translation>
    </message>
    <message>
        <source>Saliency is gradient × input norm: how much each source word mattered to the word. The rank correlation (Spearman) with the attention is 1 where both rank the source words alike, 0 where they have nothing to do with each other.</source>
        <translation>显著性是“梯度 × 输入”的范数：每个源词对这个词有多重要。它与注意力的秩相关（斯皮尔曼）为 1 表示两者对源词的排序相同，为 0 表示两者无关。</translation>
    </message>
    <message>
        <source>words: %1, not ended</source>
        <translation>词数：%1，未结束</translation>
    </message>
    <message>
        <source>words: %1</source>
        <translation>词数：%1</translation>
    </message>
    <message>
        <source>saliency · rank correlation: step %1, mean %2</source>
        <translation>显著性 · 秩相关：本步 %1，平均 %2</translation>
    </message>
    <message>
        <source>saliency · no attention to compare with</source>
        <translation>显著性 · 没有可比较的注意力</translation>
    </message>
    <message>
        <source>saliency · rank correlation: mean %1</source>
        <translation>显著性 · 秩相关：平均 %1</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CompareDifferenceView</name>
    <message>
        <source>difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Weights of</source>
        <translation>被减的权重</translation>
    </message>
    <message>
        <source>The output whose weights count as positive</source>
        <translation>权重计为正的输出</translation>
    </message>
    <message>
        <source>minus the weights of</source>
        <translation>减去的权重</translation>
    </message>
    <message>
        <source>The output whose weights are subtracted</source>
        <translation>权重被减去的输出</translation>
    </message>
    <message>
        <source>Change places: %1 − %2</source>
        <translation>交换：%1 − %2</translation>
    </message>
    <message>
        <source>Change places</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Difference of the weights, %1 minus %2</source>
        <translation>权重之差，%1 减 %2</translation>
    </message>
    <message>
        <source>The difference appears here when two outputs are there.</source>
        <translation>有两个输出后，差异显示在这里。</translation>
    </message>
    <message>
        <source>Orange: %1 looks more. Blue: %2 looks more.</source>
        <translation>橙色：%1 看得更多。蓝色：%2 看得更多。</translation>
    </message>
    <message>
        <source>All words agree.</source>
        <translation>所有词都相同。</translation>
    </message>
    <message>
        <source>%1 of %2 rows have the same word; grey rows are of one output only.</source>
        <translation>词相同的行：%1，共 %2 行；灰色的行只属于一个输出。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ComparePage</name>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>The attention matrices side by side</source>
        <translation>并排的注意力矩阵</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Below the attention, how much each source word really mattered</source>
        <translation>在注意力下方显示每个源词实际有多重要</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>The weights of one output minus those of another</source>
        <translation>一个输出的权重减去另一个输出的权重</translation>
    </message>
    <message>
        <source>Add model</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Add another model to the comparison (four at most)</source>
        <translation>再加入一个模型进行比较（最多四个）</translation>
    </message>
    <message>
        <source>Match functions</source>
        <translation>匹配函数</translation>
    </message>
    <message>
        <source>Compare none, cosine, additive and bilinear on this sentence</source>
        <translation>用这个句子比较 none、cosine、additive 和 bilinear</translation>
    </message>
    <message>
        <source>Nothing is compared yet. Add a model, or compare the match functions of the sentence above.</source>
        <translation>还没有进行比较。请添加模型，或用上面的句子比较各种匹配函数。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CompareTable</name>
    <message>
        <source>outputs in numbers</source>
        <translation>输出的数值</translation>
    </message>
    <message>
        <source>Outputs in numbers</source>
        <translation>输出的数值</translation>
    </message>
    <message>
        <source>Copy the chosen rows, or the whole table (Ctrl+C in the table)</source>
        <translation>复制选中的行或整个表格（在表格中按 Ctrl+C）</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Save the table as CSV</source>
        <translation>把表格保存为 CSV</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
</context>
<context>
    <name>fovea::ui::CompareTableModel</name>
    <message>
        <source>%1: %2</source>
        <comment>column, value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The model or branch, by its letter above</source>
        <translation>模型或分支，字母与上方相同</translation>
    </message>
    <message>
        <source>match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>How annotations and decoder state are compared</source>
        <translation>注释向量与解码器状态如何比较</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>The words of the output</source>
        <translation>输出的词</translation>
    </message>
    <message>
        <source>log p</source>
        <translation>log p</translation>
    </message>
    <message>
        <source>Natural logarithm of the output&apos;s probability, the end symbol included</source>
        <translation>输出概率的自然对数，包括结束符</translation>
    </message>
    <message>
        <source>per word</source>
        <translation>每词</translation>
    </message>
    <message>
        <source>Log-probability divided by the number of words</source>
        <translation>对数概率除以词数</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Mean normalized entropy of the weights: 0 looks at one word, 1 at all words alike</source>
        <translation>权重的平均归一化熵：0 表示只看一个词，1 表示同等地看所有词</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Coverage deviation as a percentage: 100 when every source word got attention 1 in total</source>
        <translation>覆盖偏差（百分比）：每个源词得到的注意力合计都为 1 时是 100</translation>
    </message>
    <message>
        <source>least covered</source>
        <translation>最低覆盖</translation>
    </message>
    <message>
        <source>Smallest total weight on a source word</source>
        <translation>一个源词上最小的权重合计</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Coverage and absentmindedness together as a percentage: 100 for a perfect one-to-one alignment</source>
        <translation>覆盖与分心合在一起的百分比：完美的一对一对齐为 100</translation>
    </message>
    <message>
        <source>saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Rank correlation of attention and saliency, mean over the steps; open the Saliency view to compute it</source>
        <translation>注意力与显著性的秩相关，对各步取平均；打开“显著性”视图即可计算</translation>
    </message>
</context>
<context>
    <name>fovea::ui::DecodePage</name>
    <message>
        <source>output</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Source words across, target words down, weights as colours</source>
        <translation>横向为源词，纵向为目标词，颜色表示权重</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Two lines of words, joined by links as thick as the weights</source>
        <translation>两行词，连线的粗细表示权重</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>图解</translation>
    </message>
    <message>
        <source>How this step made its word: match, softmax, weighted sum, state, output</source>
        <translation>这一步如何产生它的词：匹配、softmax、加权和、状态、输出</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>Every word that was tried: hypotheses and branches</source>
        <translation>尝试过的每个词：假设与分支</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加图</translation>
    </message>
    <message>
        <source>The weights of this word on the picture</source>
        <translation>这个词的权重叠加在图片上</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图集</translation>
    </message>
    <message>
        <source>One small picture for each word</source>
        <translation>每个词一张小图</translation>
    </message>
</context>
<context>
    <name>fovea::ui::DiagramView</name>
    <message>
        <source>Type a sentence and step: the diagram shows how each word is made.</source>
        <translation>输入句子并逐步解码：示意图显示每个词是如何产生的。</translation>
    </message>
    <message>
        <source>No sentence yet</source>
        <translation>还没有句子</translation>
    </message>
    <message numerus="yes">
        <source>%n source word(s), before the first step</source>
        <translation>
            <numerusform>%n 个源词，第一步之前</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1, “%2” with probability %3</source>
        <translation>第 %1 步，“%2”，概率 %3</translation>
    </message>
    <message>
        <source>source word %1: weight %2</source>
        <translation>源词 %1：权重 %2</translation>
    </message>
    <message>
        <source>looks most at %1: weight %2</source>
        <translation>最注意 %1：权重 %2</translation>
    </message>
    <message>
        <source>stage %1: %2</source>
        <translation>阶段 %1：%2</translation>
    </message>
    <message>
        <source>Diagram of a decoder step</source>
        <translation>解码器一步的示意图</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>not in this trace</source>
        <translation>这条轨迹中没有</translation>
    </message>
    <message>
        <source>previous word</source>
        <translation>前一个词</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>log probability</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>next best: %1</source>
        <translation>次优：%1</translation>
    </message>
</context>
<context>
    <name>fovea::ui::DifferenceLine</name>
    <message>
        <source>%1: the output is the same</source>
        <translation>%1：输出不变</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what was changed: what it did</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>gone: %1</source>
        <translation>少了：%1</translation>
    </message>
    <message>
        <source>new: %1</source>
        <translation>多了：%1</translation>
    </message>
    <message>
        <source>Hide the difference</source>
        <translation>隐藏差异</translation>
    </message>
    <message>
        <source>The output before and after: words that went are struck through, new ones are bold</source>
        <translation>修改前后的输出：消失的词加删除线，新出现的词加粗</translation>
    </message>
    <message>
        <source>words gone: %1</source>
        <translation>少了 %1 个词</translation>
    </message>
    <message>
        <source>new words: %1</source>
        <translation>多了 %1 个词</translation>
    </message>
    <message>
        <source>as before: %1</source>
        <translation>%1 个词不变</translation>
    </message>
</context>
<context>
    <name>fovea::ui::DoctorPanel</name>
    <message>
        <source>Go to the step and light the source word that this is about; again for the next one</source>
        <translation>转到相关的步并点亮相关的源词；再次点击转到下一处</translation>
    </message>
    <message>
        <source>This output has no attention weights to judge (match: none, or a file without weights).</source>
        <translation>这个输出没有可以评价的注意力权重（匹配函数为 none，或文件中没有权重）。</translation>
    </message>
    <message>
        <source>Nothing looks broken.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>The output does not repeat itself.</source>
        <translation>输出没有重复。</translation>
    </message>
    <message>
        <source>The first %1 of %2 findings:</source>
        <translation>共 %2 个问题，这是前 %1 个：</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>share</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Is this attention broken?</source>
        <translation>注意力有问题吗？</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>title, number of findings</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>What looks wrong with this attention, and its numbers; click to fold or unfold</source>
        <translation>注意力中可疑的地方及其数值；点击可折叠或展开</translation>
    </message>
    <message>
        <source>coverage of the picture&apos;s places</source>
        <translation>图片各处的覆盖度</translation>
    </message>
    <message>
        <source>coverage of the source words</source>
        <translation>源词的覆盖度</translation>
    </message>
    <message>
        <source>normalized entropy of the steps</source>
        <translation>各步的归一化熵</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>caption, item and value</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Attention doctor</source>
        <translation>注意力诊断</translation>
    </message>
    <message>
        <source>The sum of the weights that each source position got in all steps. The dotted line is 1, as much as one word of output gives.</source>
        <translation>每个源位置在所有步中得到的权重之和。虚线为 1，即一个输出词所能给出的权重。</translation>
    </message>
    <message>
        <source>How widely each step looked: 0 is one place, 1 all places alike. Click a bar to go there.</source>
        <translation>每一步看得有多分散：0 只看一处，1 完全均匀。点击条形可转到那一步。</translation>
    </message>
    <message>
        <source>this step</source>
        <translation>这一步</translation>
    </message>
    <message>
        <source>all steps</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>of a perfect one</source>
        <translation>与完美相比</translation>
    </message>
    <message>
        <source>100 e^(−x²) for the coverage deviation, 100 e^(−0.05 x²) for the others</source>
        <translation>覆盖偏差用 100 e^(−x²)，其他用 100 e^(−0.05 x²)</translation>
    </message>
    <message>
        <source>normalized entropy</source>
        <translation>归一化熵</translation>
    </message>
    <message>
        <source>Entropy of the weights divided by log n: 0 looks at one place, 1 at all alike. All steps: the mean.</source>
        <translation>权重的熵除以 log n：0 只看一处，1 完全均匀。“全部”为平均值。</translation>
    </message>
    <message>
        <source>largest weight</source>
        <translation>最大权重</translation>
    </message>
    <message>
        <source>The largest weight of the step. All steps: the mean.</source>
        <translation>这一步的最大权重。“全部”为平均值。</translation>
    </message>
    <message>
        <source>weight on the end symbol</source>
        <translation>结束符上的权重</translation>
    </message>
    <message>
        <source>How much the step looks at the source&apos;s end symbol. All steps: the mean of all but the last.</source>
        <translation>这一步对源句结束符的注意程度。“全部”为除最后一步外的平均值。</translation>
    </message>
    <message>
        <source>smallest coverage</source>
        <translation>最小覆盖度</translation>
    </message>
    <message>
        <source>The total weight of the source word that was looked at least</source>
        <translation>最少被注意的源词所得的总权重</translation>
    </message>
    <message>
        <source>coverage deviation (CDP)</source>
        <translation>覆盖偏差 (CDP)</translation>
    </message>
    <message>
        <source>How far the words&apos; total weights are from 1 (SoftAlignments); 0 is best, worse is more negative</source>
        <translation>各词的总权重与 1 相差多少（SoftAlignments）；0 最好，越负越差</translation>
    </message>
    <message>
        <source>absentmindedness out (APout)</source>
        <translation>输出侧分散度 (APout)</translation>
    </message>
    <message>
        <source>How widely the attention that a source word gets is spread over the output; 0 is best</source>
        <translation>一个源词得到的注意力在输出上分散的程度；0 最好</translation>
    </message>
    <message>
        <source>absentmindedness in (APin)</source>
        <translation>输入侧分散度 (APin)</translation>
    </message>
    <message>
        <source>How widely each output word&apos;s attention is spread over the source; 0 is best</source>
        <translation>每个输出词的注意力在源词上分散的程度；0 最好</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>CDP + APout + APin: the attention judged as a whole; 0 is best</source>
        <translation>CDP + APout + APin：对注意力的整体评价；0 最好</translation>
    </message>
</context>
<context>
    <name>fovea::ui::GalleryView</name>
    <message>
        <source>Step %1: “%2”</source>
        <translation>第 %1 步：“%2”</translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation>概率 %1</translation>
    </message>
    <message>
        <source>looks most at %1, weight %2</source>
        <translation>最注意%1，权重 %2</translation>
    </message>
    <message>
        <source>Attention of every word</source>
        <translation>每个词的注意力</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>还没有词</translation>
    </message>
    <message>
        <source>Word %1 of %2, “%3”</source>
        <translation>第 %1 个词，共 %2 个：“%3”</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>%1 个词</translation>
    </message>
</context>
<context>
    <name>fovea::ui::HeatmapView</name>
    <message>
        <source>Type a sentence and step: the matrix grows by a row a word.</source>
        <translation>输入句子并逐步解码：每生成一个词，矩阵就增加一行。</translation>
    </message>
    <message>
        <source>Attention matrix</source>
        <translation>注意力矩阵</translation>
    </message>
    <message>
        <source>No sentence yet</source>
        <translation>还没有句子</translation>
    </message>
    <message>
        <source>%1 looks at %2 with weight %3</source>
        <translation>%1 以权重 %3 注意 %2</translation>
    </message>
    <message>
        <source>%1 target words by %2 source words, at step %3, “%4”</source>
        <translation>%1 个目标词 × %2 个源词，位于第 %3 步，“%4”</translation>
    </message>
    <message>
        <source>%1 target words by %2 source words</source>
        <translation>%1 个目标词 × %2 个源词</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>fovea::ui::HypothesisTreeView</name>
    <message>
        <source>Start of the sentence</source>
        <translation>句子开头</translation>
    </message>
    <message>
        <source>Word %1, “%2”, probability %3</source>
        <translation>第 %1 个词，“%2”，概率 %3</translation>
    </message>
    <message>
        <source>the best finished one, score %1</source>
        <translation>最好的完整假设，得分 %1</translation>
    </message>
    <message>
        <source>finished, score %1</source>
        <translation>已结束，得分 %1</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Hypothesis tree</source>
        <translation>假设树</translation>
    </message>
    <message>
        <source>No hypotheses yet</source>
        <translation>还没有假设</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>log-probability from the start</source>
        <translation>从开头起的对数概率</translation>
    </message>
    <message>
        <source>normalized score</source>
        <translation>归一化得分</translation>
    </message>
    <message>
        <source>your change</source>
        <translation>您的更改</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>Type a sentence and step: every word and every branch is a node here.</source>
        <translation>输入句子并逐步解码：每个词和每个分支在这里都是一个节点。</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Nodes: %1</source>
        <translation>节点数：%1</translation>
    </message>
</context>
<context>
    <name>fovea::ui::InputBar</name>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>beam </source>
        <translation>集束 </translation>
    </message>
    <message>
        <source>Beam width</source>
        <translation>集束宽度</translation>
    </message>
    <message>
        <source>Greedy takes the most probable word at each step; a beam keeps several hypotheses.</source>
        <translation>贪心：每一步取概率最大的词；集束搜索：同时保留多个假设。</translation>
    </message>
    <message>
        <source>length </source>
        <translation>长度 </translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Length penalty of the beam: 0 favours short outputs, larger values longer ones.</source>
        <translation>集束搜索的长度惩罚：0 偏向短译文，数值越大越偏向长译文。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::Inspector</name>
    <message>
        <source>Step %1 · “%2”</source>
        <translation>第 %1 步 · “%2”</translation>
    </message>
    <message>
        <source>You chose this word.</source>
        <translation>这个词是您选定的。</translation>
    </message>
    <message>
        <source>You changed these weights.</source>
        <translation>这些权重由您修改过。</translation>
    </message>
    <message>
        <source>This model has no attention (match: none). Every step sees the same fixed vector, a summary of the whole source, so there are no energies and no weights to show. Long sentences suffer most: compare with an attention model.</source>
        <translation>此模型没有注意力（匹配函数：none）。每一步看到的都是同一个固定向量，即整个源句的概括，因此没有能量和权重可显示。长句受影响最大：请与带注意力的模型比较。</translation>
    </message>
    <message>
        <source>This step has no weights.</source>
        <translation>这一步没有权重。</translation>
    </message>
    <message>
        <source>state z%1 (%2)</source>
        <translation>状态 z%1（%2 维）</translation>
    </message>
    <message>
        <source>context c%1 (%2)</source>
        <translation>上下文向量 c%1（%2 维）</translation>
    </message>
    <message>
        <source>log p %1</source>
        <translation>log p %1</translation>
    </message>
    <message>
        <source>p %1</source>
        <translation>p %1</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>熵 %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Natural logarithm and probability of the word; entropy of the weights in nats (0: one source word, at most %1: all alike); computing time of a step</source>
        <translation>该词概率的自然对数与概率；权重的熵，单位奈特（0：集中于一个源词，最大 %1：完全均匀）；一步的计算时间</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Nothing is decoded yet. The numbers of each step appear here: energies, weights, the most probable next words, state and context.</source>
        <translation>还没有解码。每一步的数值会显示在这里：能量、权重、最可能的下一个词、状态与上下文向量。</translation>
    </message>
    <message>
        <source>next word (click to force)</source>
        <translation>下一个词（点击以强制）</translation>
    </message>
    <message>
        <source>next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>One cell per value: blue below zero, orange above</source>
        <translation>每格一个数值：蓝色为负，橙色为正</translation>
    </message>
    <message>
        <source>next word with these weights, and the change</source>
        <translation>用这些权重时的下一个词及其变化</translation>
    </message>
    <message>
        <source>Edit weights</source>
        <translation>编辑权重</translation>
    </message>
    <message>
        <source>Give the source words other weights in this step and see what it would say (Ctrl+Shift+W)</source>
        <translation>为这一步的源词设定其他权重，看看会输出什么 (Ctrl+Shift+W)</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ItemFilterBar</name>
    <message>
        <source>Fi&amp;lter</source>
        <translation>筛选(&amp;L)</translation>
    </message>
    <message>
        <source>text in input or output</source>
        <translation>输入或输出中的文字</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>tool tip, shortcut</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Show only the rows with this text</source>
        <translation>只显示含有这段文字的行</translation>
    </message>
    <message>
        <source>Filter by text</source>
        <translation>按文字筛选</translation>
    </message>
    <message>
        <source>Show only some of the rows</source>
        <translation>只显示部分行</translation>
    </message>
    <message>
        <source>Filter by finding</source>
        <translation>按问题筛选</translation>
    </message>
    <message>
        <source>Go to the &amp;worst by</source>
        <translation>转到最差的(&amp;W)</translation>
    </message>
    <message>
        <source>Sort by a metric, worst first, and go to the first row</source>
        <translation>按一项指标排序，最差的在前，并转到第一行</translation>
    </message>
    <message>
        <source>Go to the worst by a metric</source>
        <translation>转到某项指标最差的一行</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>with findings</source>
        <translation>有问题的</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败的</translation>
    </message>
    <message>
        <source>Back to the first order</source>
        <translation>恢复原来的顺序</translation>
    </message>
    <message>
        <source>Sort by the number at the left</source>
        <translation>按左侧的序号排序</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ItemListModel</name>
    <message>
        <source>%1: %2</source>
        <comment>metric, value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>This could not be decoded: %1</source>
        <translation>无法解码：%1</translation>
    </message>
    <message>
        <source>Not decoded yet</source>
        <translation>尚未解码</translation>
    </message>
    <message>
        <source>%1
(The model did not end this output.)</source>
        <translation>%1
（模型没有结束这个输出。）</translation>
    </message>
    <message>
        <source>%1 % of a perfect one</source>
        <comment>share</comment>
        <translation>完美时的 %1%</translation>
    </message>
    <message>
        <source>#</source>
        <comment>number of a line</comment>
        <translation>#</translation>
    </message>
    <message>
        <source>sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Line of the file</source>
        <translation>文件中的行号</translation>
    </message>
    <message>
        <source>Number in the folder</source>
        <translation>文件夹中的序号</translation>
    </message>
    <message>
        <source>The line of the file</source>
        <translation>文件中的一行</translation>
    </message>
    <message>
        <source>The picture&apos;s file</source>
        <translation>图片文件</translation>
    </message>
    <message>
        <source>What the model made of it, or why it could not</source>
        <translation>模型的输出，或者失败的原因</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ItemProgress</name>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>Decode the &amp;rest</source>
        <translation>解码其余(&amp;R)</translation>
    </message>
    <message>
        <source>Decode &amp;again</source>
        <translation>重新解码(&amp;A)</translation>
    </message>
    <message>
        <source>Decode all of it with the model and the search of the Translate page</source>
        <translation>用“翻译”页的模型和搜索方式全部重新解码</translation>
    </message>
    <message>
        <source>Decode all of it with the model and the search of the Caption page</source>
        <translation>用“图片描述”页的模型和搜索方式全部重新解码</translation>
    </message>
    <message>
        <source>Stop for now; what is decoded stays</source>
        <translation>暂时停止；已解码的部分会保留</translation>
    </message>
    <message>
        <source>Go on where decoding stopped</source>
        <translation>从停下的地方继续</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>已解码 %1</translation>
    </message>
    <message>
        <source>%1 decoded · %2 left</source>
        <translation>已解码 %1 · 还剩 %2</translation>
    </message>
    <message>
        <source>Paused: %1 decoded</source>
        <translation>已暂停：已解码 %1</translation>
    </message>
    <message>
        <source>Stopped: %1 decoded</source>
        <translation>已停止：已解码 %1</translation>
    </message>
    <message>
        <source>%1 decoded in %2</source>
        <translation>%1 个已解码，用时 %2</translation>
    </message>
    <message>
        <source>%1 with findings</source>
        <translation>%1 个有问题</translation>
    </message>
    <message>
        <source>nothing looks broken</source>
        <translation>没有发现问题</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>%1 blank</source>
        <translation>%1 个空行</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Stop decoding; what is decoded stays</source>
        <translation>停止解码；已解码的部分会保留</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ItemsPage</name>
    <message>
        <source>Go to the worst by this metric</source>
        <translation>转到这项指标最差的一行</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>显示 %1 / %2</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子列表</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片列表</translation>
    </message>
    <message>
        <source>Open a text file with one sentence a line, up to 100,000 of them, or drop it here.
All of them are decoded in the background. Sort the list by a metric to see where the attention is at its worst.</source>
        <translation>打开每行一句的文本文件（最多 100,000 行），或将文件拖到这里。
所有句子都在后台解码。按指标排序即可看到注意力最差的地方。</translation>
    </message>
    <message>
        <source>Open a folder of pictures, or drop it here.
All of them are described in the background. Sort the list by a metric to see where the attention is at its worst.</source>
        <translation>打开图片文件夹，或将其拖到这里。
所有图片都在后台描述。按指标排序即可看到注意力最差的地方。</translation>
    </message>
    <message>
        <source>&amp;Open sentences…</source>
        <translation>打开句子列表(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Open folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose a text file with one sentence a line</source>
        <translation>选择每行一句的文本文件</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <source>E&amp;xport table…</source>
        <translation>导出表格(&amp;X)…</translation>
    </message>
    <message>
        <source>Save the rows as they are shown as TSV or JSON</source>
        <translation>将显示的各行保存为 TSV 或 JSON</translation>
    </message>
    <message>
        <source>Draw the gallery of every caption that is shown into a folder</source>
        <translation>把所列每条描述的图集绘制到一个文件夹</translation>
    </message>
    <message>
        <source>Sentences and their metrics</source>
        <translation>句子及其指标</translation>
    </message>
    <message>
        <source>Pictures and their metrics</source>
        <translation>图片及其指标</translation>
    </message>
    <message>
        <source>No row matches the filter.</source>
        <translation>没有符合筛选条件的行。</translation>
    </message>
    <message>
        <source>Enter or a double click opens a row on the Translate page, at its worst step. A click on a title sorts.</source>
        <translation>回车或双击在“翻译”页打开该行，并转到最差的一步。点击标题排序。</translation>
    </message>
    <message>
        <source>Enter or a double click opens a row on the Caption page, at its worst step. A click on a title sorts.</source>
        <translation>回车或双击在“图片描述”页打开该行，并转到最差的一步。点击标题排序。</translation>
    </message>
    <message>
        <source>Export fi&amp;gures…</source>
        <translation>导出图形(&amp;G)…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>fovea::ui::LargestCells</name>
    <message>
        <source>largest cells</source>
        <translation>权重最大的格子</translation>
    </message>
    <message>
        <source>%1: weight %2</source>
        <translation>%1：权重 %2</translation>
    </message>
    <message>
        <source>energy %1</source>
        <translation>能量 %1</translation>
    </message>
    <message>
        <source>Largest cells of this step</source>
        <translation>这一步权重最大的格子</translation>
    </message>
</context>
<context>
    <name>fovea::ui::LinksView</name>
    <message>
        <source>Attention links</source>
        <translation>注意力连线</translation>
    </message>
    <message>
        <source>No sentence yet</source>
        <translation>还没有句子</translation>
    </message>
    <message>
        <source>Source word %1, “%2”</source>
        <translation>源词 %1，“%2”</translation>
    </message>
    <message>
        <source>Step %1, “%2”, looks most at “%3” with weight %4</source>
        <translation>第 %1 步，“%2”，最注意“%3”，权重 %4</translation>
    </message>
    <message>
        <source>%1 target words linked to %2 source words</source>
        <translation>%1 个目标词与 %2 个源词相连</translation>
    </message>
    <message>
        <source>Type a sentence and step: every word is linked to what it looked at.</source>
        <translation>输入句子并逐步解码：每个词与它所注意的源词相连。</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>fovea::ui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>fovea::ui::MetricBars</name>
    <message>
        <source>“%1”: %2</source>
        <translation>“%1”：%2</translation>
    </message>
</context>
<context>
    <name>fovea::ui::ModelChooser</name>
    <message>
        <source>Open bundle…</source>
        <translation>打开模型包…</translation>
    </message>
    <message>
        <source>The model that translates</source>
        <translation>用于翻译的模型</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>fovea::ui::OverlayBar</name>
    <message>
        <source>Weights enlarged linearly and blurred, as in Show, Attend and Tell</source>
        <translation>权重经线性放大并模糊，与 Show, Attend and Tell 相同</translation>
    </message>
    <message>
        <source>Every region in the colour of its weight</source>
        <translation>每个区域按权重着色</translation>
    </message>
    <message>
        <source>What is not attended is dimmed</source>
        <translation>未被注意的部分变暗</translation>
    </message>
    <message>
        <source>A line around the smallest region that holds a share of the weight</source>
        <translation>用一条线围住占有给定权重份额的最小区域</translation>
    </message>
    <message>
        <source>How weights are drawn on the picture</source>
        <translation>权重在图片上的画法</translation>
    </message>
    <message>
        <source>opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity: %1 %</source>
        <translation>不透明度：%1 %</translation>
    </message>
    <message>
        <source>blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Gaussian of sigma %1 cells</source>
        <translation>高斯模糊，σ = %1 格</translation>
    </message>
    <message>
        <source>holds %1 %</source>
        <translation>占 %1 %</translation>
    </message>
    <message>
        <source>Share of the weight inside the line</source>
        <translation>线内的权重份额</translation>
    </message>
    <message>
        <source>The line surrounds the smallest region that holds %1 % of the weight</source>
        <translation>这条线围住占有 %1 % 权重的最小区域</translation>
    </message>
    <message>
        <source>fade</source>
        <translation>渐隐</translation>
    </message>
    <message>
        <source>Low weights are transparent</source>
        <translation>低权重透明</translation>
    </message>
    <message>
        <source>Low weights are transparent; off: one opacity everywhere, as in Show, Attend and Tell</source>
        <translation>低权重透明；关闭时处处不透明度相同，与 Show, Attend and Tell 一样</translation>
    </message>
    <message>
        <source>Outline of the grid</source>
        <translation>网格线</translation>
    </message>
    <message>
        <source>Outline of the grid of regions</source>
        <translation>区域的网格线</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Paint attention</source>
        <translation>涂抹注意力</translation>
    </message>
    <message>
        <source>All on one region</source>
        <translation>全部给一个区域</translation>
    </message>
    <message>
        <source>Mask a region</source>
        <translation>遮住区域</translation>
    </message>
    <message>
        <source>brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Radius of the brush in regions</source>
        <translation>画笔半径（以区域计）</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Go on from what you painted (Enter)</source>
        <translation>按您涂抹的继续（回车）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back to where the model looked (Escape)</source>
        <translation>恢复模型所注意的（Esc）</translation>
    </message>
    <message>
        <source>Look: point at a region, drag to move the picture (V)</source>
        <translation>查看：指向一个区域；拖动可移动图片 (V)</translation>
    </message>
    <message>
        <source>Paint where this word should have looked; the right button or Shift wipes it away (B)</source>
        <translation>涂出这个词本应注意的地方；按右键或 Shift 擦除 (B)</translation>
    </message>
    <message>
        <source>Click the one region that this word should have looked at (R)</source>
        <translation>点击这个词本应注意的那一个区域 (R)</translation>
    </message>
    <message>
        <source>Drag a rectangle of regions that this word must not look at (M)</source>
        <translation>拖出一个矩形，这个词不得注意其中的区域 (M)</translation>
    </message>
</context>
<context>
    <name>fovea::ui::OverlayView</name>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>times the mean</source>
        <translation>为平均值的倍数</translation>
    </message>
    <message>
        <source>energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>还没有图片</translation>
    </message>
    <message>
        <source>%1, %2 by %3 pixels</source>
        <translation>%1，%2 × %3 像素</translation>
    </message>
    <message>
        <source>A grid without its picture</source>
        <translation>没有图片的网格</translation>
    </message>
    <message>
        <source>“%1” looks at %2 with weight %3</source>
        <translation>“%1”注意%2，权重 %3</translation>
    </message>
    <message>
        <source>“%1” looks most at %2, weight %3; %4 % of the weight on 10 % of the cells</source>
        <translation>“%1”最注意%2，权重 %3；10 % 的格子占 %4 % 的权重</translation>
    </message>
    <message>
        <source>Attention over the picture</source>
        <translation>图片上的注意力</translation>
    </message>
    <message>
        <source>step %1, “%2”</source>
        <translation>第 %1 步，“%2”</translation>
    </message>
</context>
<context>
    <name>fovea::ui::PictureBar</name>
    <message>
        <source>Open a picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>%1 · %2 × %3</source>
        <translation>%1 · %2 × %3</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>图片：%1</translation>
    </message>
    <message>
        <source>Open another picture: JPEG, PNG, WebP, BMP or TIFF. Dropping and pasting one works, too.</source>
        <translation>打开另一张图片：JPEG、PNG、WebP、BMP 或 TIFF。也可以拖放或粘贴。</translation>
    </message>
    <message>
        <source>Captioned wrongly</source>
        <translation>描述有误的</translation>
    </message>
    <message>
        <source>One model alone</source>
        <translation>只用一个模型</translation>
    </message>
    <message>
        <source>Beside %1</source>
        <translation>并排：%1</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Sample pictures</source>
        <translation>示例图片</translation>
    </message>
    <message>
        <source>Put a second model beside this one, on the same picture</source>
        <translation>在同一张图片上并排第二个模型</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Paste a picture (Ctrl+V)</source>
        <translation>粘贴图片 (Ctrl+V)</translation>
    </message>
</context>
<context>
    <name>fovea::ui::SentenceBar</name>
    <message>
        <source>Example sentences</source>
        <translation>例句</translation>
    </message>
</context>
<context>
    <name>fovea::ui::SentenceEdit</name>
    <message>
        <source>Type a sentence and press Enter</source>
        <translation>输入句子，按回车键</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>The sentence to translate. Enter decodes it, Shift+Enter starts a new line.</source>
        <translation>要翻译的句子。回车键开始解码，Shift+回车换行。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::SourceMenu</name>
    <message>
        <source>&amp;Replace “%1”…</source>
        <translation>替换“%1”(&amp;R)…</translation>
    </message>
    <message>
        <source>Put another word in its place and decode again</source>
        <translation>换成另一个词并重新解码</translation>
    </message>
    <message>
        <source>&amp;Delete “%1”</source>
        <translation>删除“%1”(&amp;D)</translation>
    </message>
    <message>
        <source>Decode again without this word</source>
        <translation>去掉这个词并重新解码</translation>
    </message>
    <message>
        <source>&amp;All weight on “%1”</source>
        <translation>全部权重给“%1”(&amp;A)</translation>
    </message>
    <message>
        <source>In the current step, as a preview that can be applied</source>
        <translation>在当前步骤中，作为可以应用的预览</translation>
    </message>
    <message>
        <source>&amp;Mask “%1” in this step</source>
        <translation>在这一步屏蔽“%1”(&amp;M)</translation>
    </message>
    <message>
        <source>It takes no part in the current step; the rest is decoded again</source>
        <translation>它不参与当前步骤；其后重新解码</translation>
    </message>
    <message>
        <source>Mask “%1” from &amp;here on</source>
        <translation>从这一步起屏蔽“%1”(&amp;H)</translation>
    </message>
    <message>
        <source>It takes no part in the current step and all that follow</source>
        <translation>它不参与当前及之后的所有步骤</translation>
    </message>
    <message>
        <source>Replace a source word</source>
        <translation>替换源词</translation>
    </message>
    <message>
        <source>Put in the place of “%1” (word %2):</source>
        <translation>用什么替换“%1”（第 %2 个词）：</translation>
    </message>
</context>
<context>
    <name>fovea::ui::TokenChip</name>
    <message>
        <source>Step %1: “%2”, probability %3</source>
        <translation>第 %1 步：“%2”，概率 %3</translation>
    </message>
    <message>
        <source>You chose this word.</source>
        <translation>这个词是您选定的。</translation>
    </message>
    <message>
        <source>You changed the weights of this step.</source>
        <translation>您修改过这一步的权重。</translation>
    </message>
    <message>
        <source>Double-click or press F2 to type another word here.</source>
        <translation>双击或按 F2，在这里输入另一个词。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::TokenStrip</name>
    <message>
        <source>Words so far</source>
        <translation>目前的词</translation>
    </message>
    <message>
        <source>type to force…</source>
        <translation>输入以强制…</translation>
    </message>
    <message>
        <source>Words to put after the last one</source>
        <translation>接在最后一个词之后的词</translation>
    </message>
    <message>
        <source>Type what comes after the last word and press Enter; decoding goes on from there.</source>
        <translation>输入最后一个词之后的内容并按回车键，解码由此继续。</translation>
    </message>
    <message>
        <source>Another word for this step</source>
        <translation>这一步改用的词</translation>
    </message>
</context>
<context>
    <name>fovea::ui::TranslatePage</name>
    <message>
        <source>Type a sentence and press Enter.
The attention of each step appears here, row by row.</source>
        <translation>输入句子，按回车键。
每一步的注意力会在这里逐行显示。</translation>
    </message>
</context>
<context>
    <name>fovea::ui::VectorStrip</name>
    <message numerus="yes">
        <source>%1: %n value(s)</source>
        <translation>
            <numerusform>%1：%n 个数值</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fovea::ui::ViewBar</name>
    <message>
        <source>Colour map</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Colour map of the picture</source>
        <translation>图片的配色</translation>
    </message>
    <message>
        <source>to maximum</source>
        <translation>到最大值</translation>
    </message>
    <message>
        <source>One scale from 0 to the largest weight</source>
        <translation>统一标尺，从 0 到最大权重</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>One scale from 0 to 1, the same for every sentence</source>
        <translation>统一标尺，从 0 到 1，所有句子相同</translation>
    </message>
    <message>
        <source>Colour scale</source>
        <translation>颜色标尺</translation>
    </message>
    <message>
        <source>What the ends of the colour scale stand for</source>
        <translation>颜色标尺两端的含义</translation>
    </message>
    <message>
        <source>Values in the cells, where they fit</source>
        <translation>放得下时在格中显示数值</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit the whole picture</source>
        <translation>显示整幅图</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>weight ≥ %1 %</source>
        <translation>权重 ≥ %1%</translation>
    </message>
    <message>
        <source>Smaller weights have no link</source>
        <translation>更小的权重不画连线</translation>
    </message>
    <message>
        <source>Smallest weight of a link</source>
        <translation>连线的最小权重</translation>
    </message>
    <message>
        <source>length </source>
        <translation>长度 </translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation>长度惩罚</translation>
    </message>
    <message>
        <source>Length penalty of the scores: 0 favours short outputs, larger values longer ones</source>
        <translation>得分的长度惩罚：0 偏向短的输出，值越大越偏向长的输出</translation>
    </message>
    <message>
        <source>coverage </source>
        <translation>覆盖 </translation>
    </message>
    <message>
        <source>Coverage penalty</source>
        <translation>覆盖惩罚</translation>
    </message>
    <message>
        <source>Coverage penalty of the scores: larger values favour outputs that look at every source word</source>
        <translation>得分的覆盖惩罚：值越大越偏向看过每个源词的输出</translation>
    </message>
    <message>
        <source>words</source>
        <translation>整词</translation>
    </message>
    <message>
        <source>Whole words: pieces of a word make one row and one column</source>
        <translation>整词：一个词的各个子词合成一行一列</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>per word</source>
        <translation>逐词</translation>
    </message>
    <message>
        <source>Each word from 0 to its own largest weight</source>
        <translation>每个词从 0 到它自己的最大权重</translation>
    </message>
</context>
<context>
    <name>fovea::ui::WeightBars</name>
    <message>
        <source>“%1” is masked since an earlier step; its weight is 0.</source>
        <translation>“%1”从之前的步骤起已被屏蔽，权重为 0。</translation>
    </message>
    <message>
        <source>“%1” is masked in this step. Drag the bar up to take it back in.</source>
        <translation>“%1”在这一步被屏蔽。向上拖动条形即可恢复。</translation>
    </message>
    <message>
        <source>“%1”: weight %2, before %3. Drag up or down to change it.</source>
        <translation>“%1”：权重 %2，之前为 %3。上下拖动以修改。</translation>
    </message>
    <message>
        <source>“%1”: weight %2. Drag up or down to change it.</source>
        <translation>“%1”：权重 %2。上下拖动以修改。</translation>
    </message>
    <message>
        <source>Weights to edit</source>
        <translation>要编辑的权重</translation>
    </message>
</context>
<context>
    <name>fovea::ui::WeightEditor</name>
    <message>
        <source>There is no step to edit yet.</source>
        <translation>还没有可以编辑的步骤。</translation>
    </message>
    <message>
        <source>This model has no attention (match: none), so there are no weights to edit.</source>
        <translation>此模型没有注意力（匹配函数：none），因此没有权重可以编辑。</translation>
    </message>
    <message>
        <source>This trace comes from a file. Without its model nothing can be computed again, so the weights cannot be edited.</source>
        <translation>这条轨迹来自文件。没有模型就无法重新计算，因此不能编辑权重。</translation>
    </message>
    <message>
        <source>This step has no weights.</source>
        <translation>这一步没有权重。</translation>
    </message>
    <message>
        <source>Swap “%1” with: click another word, or move to it and press Enter. Escape leaves it.</source>
        <translation>与“%1”交换：点击另一个词，或移到该词后按回车键。按 Esc 放弃。</translation>
    </message>
    <message>
        <source>Drag a bar or type a weight: the others make room, the sum stays 1.</source>
        <translation>拖动条形或输入权重：其他权重随之调整，总和保持为 1。</translation>
    </message>
    <message>
        <source>T = %1</source>
        <translation>T = %1</translation>
    </message>
    <message>
        <source>Preview: %1</source>
        <translation>预览：%1</translation>
    </message>
    <message>
        <source>Weight editor</source>
        <translation>权重编辑器</translation>
    </message>
    <message>
        <source>weights a, edited</source>
        <translation>编辑后的权重 a</translation>
    </message>
    <message>
        <source>The weights of this step in place of softmax(e). A dark line is the weight before.</source>
        <translation>这一步的权重，代替 softmax(e)。横线为修改前的权重。</translation>
    </message>
    <message>
        <source>Left and Right choose a source word, Up and Down change its weight</source>
        <translation>左右键选择源词，上下键修改其权重</translation>
    </message>
    <message>
        <source>Source words shown in the editor</source>
        <translation>编辑器中显示的源词</translation>
    </message>
    <message>
        <source>Weight of the chosen source word</source>
        <translation>所选源词的权重</translation>
    </message>
    <message>
        <source>Weight of the chosen word; the others keep their proportions (type a digit)</source>
        <translation>所选词的权重；其他权重保持比例（直接输入数字）</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Sharpen or soften all weights: a^(1/T), renormalized ([ softer, ] sharper)</source>
        <translation>使所有权重更集中或更平缓：a^(1/T)，再归一化（[ 更平缓，] 更集中）</translation>
    </message>
    <message>
        <source>softer</source>
        <translation>平缓</translation>
    </message>
    <message>
        <source>sharper</source>
        <translation>集中</translation>
    </message>
    <message>
        <source>All on it</source>
        <translation>全部给它</translation>
    </message>
    <message>
        <source>All weight on the chosen word (A)</source>
        <translation>全部权重给所选词 (A)</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>The same weight on every word (U)</source>
        <translation>每个词权重相同 (U)</translation>
    </message>
    <message>
        <source>Swap…</source>
        <translation>交换…</translation>
    </message>
    <message>
        <source>Swap the weights of two words (S)</source>
        <translation>交换两个词的权重 (S)</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>屏蔽</translation>
    </message>
    <message>
        <source>The chosen word takes no part in this step; its weight goes to the others (M)</source>
        <translation>所选词不参与这一步；其权重分给其他词 (M)</translation>
    </message>
    <message>
        <source>Mask from here on</source>
        <translation>从这一步起屏蔽</translation>
    </message>
    <message>
        <source>The chosen word takes no part in this step and all that follow (Shift+M). Apply or cancel other changes first.</source>
        <translation>所选词不参与这一步及之后的所有步骤 (Shift+M)。请先应用或取消其他修改。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Decode on with these weights, as a new branch; the original stays (Enter)</source>
        <translation>以这些权重继续解码，成为新的分支；原来的保留（回车键）</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>The weights as they were (R)</source>
        <translation>恢复原来的权重 (R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave the editor; nothing is changed (Escape)</source>
        <translation>离开编辑器；不作任何修改 (Esc)</translation>
    </message>
</context>
<context>
    <name>fovea::ui::WeightNames</name>
    <message>
        <source>“%1”</source>
        <comment>a source word</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between words</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <comment>source word, weight before and after</comment>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>other weights</source>
        <translation>其他权重</translation>
    </message>
    <message>
        <source>all on %1</source>
        <translation>全部给%1</translation>
    </message>
    <message>
        <source>the same weights</source>
        <translation>权重不变</translation>
    </message>
    <message>
        <source>uniform weights</source>
        <translation>均匀权重</translation>
    </message>
    <message>
        <source>swapped %1 and %2</source>
        <translation>交换%1与%2</translation>
    </message>
    <message>
        <source>sharpened (T = %1)</source>
        <translation>更集中（T = %1）</translation>
    </message>
    <message>
        <source>softened (T = %1)</source>
        <translation>更平缓（T = %1）</translation>
    </message>
    <message>
        <source>masked %1 from here on</source>
        <translation>从这一步起屏蔽%1</translation>
    </message>
    <message>
        <source>masked %1</source>
        <translation>屏蔽%1</translation>
    </message>
</context>
</TS>
